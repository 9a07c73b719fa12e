@NullMarked
package im.vestibule.compare;

import org.jspecify.annotations.NullMarked;
