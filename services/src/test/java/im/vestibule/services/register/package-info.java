@NullMarked
package im.vestibule.services.register;

import org.jspecify.annotations.NullMarked;
