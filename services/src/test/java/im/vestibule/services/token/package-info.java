@NullMarked
package im.vestibule.services.token;

import org.jspecify.annotations.NullMarked;
