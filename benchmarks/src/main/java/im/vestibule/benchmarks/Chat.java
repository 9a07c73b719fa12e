package im.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The traffic that is measured: a chat message of 320 bytes as clients send it. */
final class Chat {
    static final int SIZE = 320;
    static final int MESSAGES = 8;
    static final byte[] HEADER = ("<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' to='door.test' version='1.0'>")
            .getBytes(UTF_8);
    static final byte[] MESSAGE = ("<message to='juliet@door.test' type='chat' id='3f1c8e52-9d3a-4f6e'>"
                    + "<body>Neither, fair saint, if either thee dislike. And so good night!!</body>"
                    + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
                    + "<request xmlns='urn:xmpp:receipts'/>"
                    + "<origin-id xmlns='urn:xmpp:sid:0' id='3f1c8e52-9d3a-4f6e-8a51'/>"
                    + "<markable/></message>")
            .getBytes(UTF_8);

    private Chat() {}

    /** Several messages in a row, as a busy connection delivers them. */
    static byte[] chunk() {
        if (MESSAGE.length != SIZE) {
            throw new IllegalStateException("the message has " + MESSAGE.length + " bytes");
        }
        byte[] chunk = new byte[MESSAGES * SIZE];
        for (int i = 0; i < MESSAGES; i++) {
            System.arraycopy(MESSAGE, 0, chunk, i * SIZE, SIZE);
        }
        return chunk;
    }
}
