package im.vestibule.server;

import im.vestibule.core.Addresses;
import im.vestibule.core.Listener;
import java.util.List;
import java.util.stream.Collectors;

/** The table of what is bound. */
final class Bound {
    private Bound() {}

    static String table(List<Listener> listeners) {
        int width = listeners.stream()
                .mapToInt(listener -> listener.name().length())
                .max()
                .orElse(0);
        return listeners.stream()
                .map(listener -> listener.name()
                        + " ".repeat(width - listener.name().length() + 2) + Addresses.text(listener.address()) + "\n")
                .collect(Collectors.joining());
    }
}
