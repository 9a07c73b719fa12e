/**
 * A load driver for any XMPP server: one event loop that plays thousands of clients, and reports what they saw. Nothing
 * in here knows Vestibule.
 */
@NullMarked
package im.vestibule.load;

import org.jspecify.annotations.NullMarked;
