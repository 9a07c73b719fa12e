@NullMarked
package im.vestibule.services.blocking;

import org.jspecify.annotations.NullMarked;
