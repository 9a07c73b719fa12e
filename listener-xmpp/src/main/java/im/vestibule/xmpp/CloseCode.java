package im.vestibule.xmpp;

/** Why a WebSocket ends (RFC 6455 §7.4.1). */
final class CloseCode {
    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    /** Stands for no code at all; never sent. */
    static final int NONE = 1005;

    static final int INVALID_DATA = 1007;
    static final int POLICY_VIOLATION = 1008;
    static final int TOO_BIG = 1009;

    private CloseCode() {}

    /** Whether a peer may say it (RFC 6455 §7.4.2). */
    static boolean mayBeSent(int code) {
        boolean ours = code >= 3000 && code < 5000;
        return ours || (code >= NORMAL && code <= 1014 && (code < 1004 || code > 1006));
    }
}
