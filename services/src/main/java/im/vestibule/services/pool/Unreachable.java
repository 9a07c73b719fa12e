package im.vestibule.services.pool;

/** A service outside did not do what it was asked for. The message says why, for the operator and without secrets. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    public Unreachable(String reason) {
        super(reason);
    }

    public Unreachable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
