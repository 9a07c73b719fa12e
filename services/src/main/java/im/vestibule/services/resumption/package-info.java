/** What becomes of what a session was sent and has not acknowledged (XEP-0198): while it may be resumed, and once it is over. */
@NullMarked
package im.vestibule.services.resumption;

import org.jspecify.annotations.NullMarked;
