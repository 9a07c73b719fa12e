package im.vestibule.http;

import im.vestibule.config.Limit;
import im.vestibule.xmpp.StreamDoor;

/**
 * What the sessions of one listener share.
 *
 * @param listener its key in the file
 * @param mostPerAddress sessions of one client's address: {@code limits.connections_per_address}
 * @param sessions of the whole house
 */
record BoshDoor(String listener, StreamDoor streams, Limit mostPerAddress, BoshSessions sessions) {}
