package im.vestibule.services.testing;

import im.vestibule.services.session.Receipt;

/** A receipt that remembers. */
public final class Tick implements Receipt {
    private volatile boolean settled;

    @Override
    public void settle() {
        settled = true;
    }

    @Override
    public boolean abandon() {
        return true;
    }

    public boolean settled() {
        return settled;
    }
}
