package im.vestibule.services.store;

import java.io.Serial;

/** The database could not do what was asked, or is asked too much. To a peer this is a temporary failure. */
public final class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
