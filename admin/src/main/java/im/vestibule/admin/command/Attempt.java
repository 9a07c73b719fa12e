package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.services.log.Tap;
import im.vestibule.services.store.StoreException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands that need the store, which may not be able to do its part now. */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);
    /** Whoever may log in can have a command fail, as often as he likes. */
    private static final Tap TAP = new Tap();

    private Attempt() {}

    static <T> Answer<T> of(Supplier<Answer<T>> command) {
        try {
            return command.get();
        } catch (StoreException trouble) {
            TAP.take(System.nanoTime())
                    .ifPresent(unreported -> log.atWarn()
                            .addKeyValue("reason", trouble.getMessage())
                            .addKeyValue("unreported", unreported)
                            .log("command_failed"));
            return Answer.refused(Code.INTERNAL, "The store cannot do it now; try again later");
        }
    }
}
