/** What each served domain offers, once {@code host_config} is taken into account. */
@NullMarked
package im.vestibule.services.host;

import org.jspecify.annotations.NullMarked;
