@NullMarked
package im.vestibule.services.federation;

import org.jspecify.annotations.NullMarked;
