package im.vestibule.server;

import im.vestibule.core.Addresses;
import im.vestibule.core.Listener;
import im.vestibule.core.Listeners;

/** The table of what is bound. */
final class Bound {
    private Bound() {}

    static String table(Listeners listeners) {
        StringBuilder table = new StringBuilder();
        for (Listener listener : listeners.all()) {
            table.append(String.format("%-16s %s%n", listener.name(), Addresses.text(listener.address())));
        }
        return table.toString();
    }
}
