package im.vestibule.server;

import im.vestibule.core.Addresses;
import im.vestibule.core.Listener;
import java.util.List;

/** The table of what is bound. */
final class Bound {
    private Bound() {}

    static String table(List<Listener> listeners) {
        StringBuilder table = new StringBuilder();
        for (Listener listener : listeners) {
            table.append(String.format("%-16s %s%n", listener.name(), Addresses.text(listener.address())));
        }
        return table.toString();
    }
}
