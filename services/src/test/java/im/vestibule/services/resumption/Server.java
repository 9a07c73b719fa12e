package im.vestibule.services.resumption;

import java.time.Duration;

/** A server as its clients, time and fate see it. */
public interface Server {
    Wire connect(String account, String resource, int priority);

    /** Does the next of what is to be done on other threads; false if there is nothing. */
    boolean work();

    void pass(Duration time);

    /** {@code kill -9}, and a new start: what was in memory is gone, with every connection. */
    void crash();
}
