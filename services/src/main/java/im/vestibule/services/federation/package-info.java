/** Other servers: whether we speak with them, where they are, and what waits on the way to them (RFC 6120, XEP-0220). */
@NullMarked
package im.vestibule.services.federation;

import org.jspecify.annotations.NullMarked;
