@NullMarked
package im.vestibule.services.presence;

import org.jspecify.annotations.NullMarked;
