package im.vestibule.services.program;

import im.vestibule.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a program is asked, in ejabberd's protocol for external authentication: {@code operation:user:server}, and behind
 * that, where there is one, {@code :password}, which may hold colons itself.
 */
public final class Question {
    /** Bytes, as the length before them has two bytes. */
    static final int LONGEST = 0xFFFF;

    private final byte[] text;
    private final boolean secret;

    private Question(String text, boolean secret) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.secret = secret;
        if (this.text.length > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " bytes");
        }
    }

    /**
     * @throws IllegalArgumentException if a name holds a colon, or if it is too long
     */
    public static Question of(String operation, String user, String server) {
        return new Question(names(operation, user, server), false);
    }

    /**
     * @throws IllegalArgumentException if a name holds a colon, or if it is too long
     */
    public static Question of(String operation, String user, String server, Secret password) {
        return new Question(names(operation, user, server) + ":" + password.reveal(), true);
    }

    private static String names(String operation, String user, String server) {
        if (user.indexOf(':') >= 0 || server.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a colon in a name");
        }
        return operation + ":" + user + ":" + server;
    }

    /** With its length before it. */
    byte[] bytes() {
        return ByteBuffer.allocate(Short.BYTES + text.length)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    boolean isSecret() {
        return secret;
    }

    @Override
    public String toString() {
        return "Question[***]";
    }
}
