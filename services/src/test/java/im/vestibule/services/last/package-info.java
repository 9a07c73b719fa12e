@NullMarked
package im.vestibule.services.last;

import org.jspecify.annotations.NullMarked;
