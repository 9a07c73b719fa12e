/** Addresses, XML elements, the incremental framer and the errors of XMPP. Pure: no sockets, no clocks. */
@NullMarked
package im.vestibule.model;

import org.jspecify.annotations.NullMarked;
