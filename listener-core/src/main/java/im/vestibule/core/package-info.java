/** Binding, accepting and draining server channels. Knows nothing of XMPP. */
@NullMarked
package im.vestibule.core;

import org.jspecify.annotations.NullMarked;
