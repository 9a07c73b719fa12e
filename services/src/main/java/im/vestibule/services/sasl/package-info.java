/** How clients prove who they are (RFC 4422, RFC 6120 §6): state machines without sockets, clocks or stores. */
@NullMarked
package im.vestibule.services.sasl;

import org.jspecify.annotations.NullMarked;
