package im.vestibule.services.account;

import im.vestibule.model.Jid;
import java.util.List;
import java.util.stream.Stream;

/** Whether there is such an account. */
public enum Existence {
    EXISTS,
    ABSENT,
    /** A back end is down or overloaded: nobody can tell. */
    UNAVAILABLE;

    /** Whether any of them has it. One that is down may be the one. */
    public static Existence among(Stream<Backend> backends, Jid account) {
        Existence existence = ABSENT;
        List<Backend> order = backends.toList();
        for (Backend backend : order) {
            switch (backend.exists(account)) {
                case EXISTS -> {
                    return EXISTS;
                }
                case UNAVAILABLE -> existence = UNAVAILABLE;
                case ABSENT -> {}
            }
        }
        return existence;
    }
}
