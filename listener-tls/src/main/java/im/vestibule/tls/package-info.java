/** The two TLS engines behind one interface. Knows nothing of XMPP. */
@NullMarked
package im.vestibule.tls;

import org.jspecify.annotations.NullMarked;
