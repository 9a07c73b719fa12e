package im.vestibule.services.domain;

import im.vestibule.services.log.Tap;
import im.vestibule.services.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log that the store fails who asks; a few times a second, since every attempt to log in meets the same fault. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Tap tap = new Tap();

    void tell(StoreException failure) {
        tap.take(System.nanoTime())
                .ifPresent(unreported -> log.atWarn()
                        .addKeyValue("unreported", unreported)
                        .setCause(failure)
                        .log("domain_change_failed"));
    }
}
