@NullMarked
package im.vestibule.services.change;

import org.jspecify.annotations.NullMarked;
