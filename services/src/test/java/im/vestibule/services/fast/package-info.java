@NullMarked
package im.vestibule.services.fast;

import org.jspecify.annotations.NullMarked;
