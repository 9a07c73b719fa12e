package im.vestibule.xmpp;

import im.vestibule.core.Tick;

/** What one event loop has moved for one listener. That loop alone counts; any thread reads. */
public final class Traffic {
    private final Tick bytesIn = new Tick();
    private final Tick bytesOut = new Tick();
    private final Tick stanzasIn = new Tick();
    private final Tick stanzasOut = new Tick();

    /** Once per read. */
    public void read(int bytes) {
        bytesIn.add(bytes);
    }

    /** Once per flush. */
    public void wrote(int bytes) {
        bytesOut.add(bytes);
    }

    void stanzaIn() {
        stanzasIn.add(1);
    }

    void stanzaOut() {
        stanzasOut.add(1);
    }

    Moved moved() {
        return new Moved(bytesIn.get(), bytesOut.get(), stanzasIn.get(), stanzasOut.get());
    }
}
