@NullMarked
package im.vestibule.load;

import org.jspecify.annotations.NullMarked;
