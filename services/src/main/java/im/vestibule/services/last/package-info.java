/** When an account was last there (XEP-0012). */
@NullMarked
package im.vestibule.services.last;

import org.jspecify.annotations.NullMarked;
