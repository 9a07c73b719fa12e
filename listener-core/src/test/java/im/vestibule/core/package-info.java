@NullMarked
package im.vestibule.core;

import org.jspecify.annotations.NullMarked;
