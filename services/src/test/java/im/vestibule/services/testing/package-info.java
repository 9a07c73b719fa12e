@NullMarked
package im.vestibule.services.testing;

import org.jspecify.annotations.NullMarked;
