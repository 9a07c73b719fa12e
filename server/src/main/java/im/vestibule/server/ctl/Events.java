package im.vestibule.server.ctl;

import java.util.Optional;

/** What comes by {@code text/event-stream} (WHATWG HTML §9.2.6), line by line. Only data is looked at. */
final class Events {
    private static final String DATA = "data:";

    private final StringBuilder data = new StringBuilder();

    /** The event that ends with this line. */
    Optional<String> line(String line) {
        if (line.startsWith(DATA)) {
            String value = line.substring(DATA.length());
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
            return Optional.empty();
        }
        if (!line.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        String event = data.substring(0, data.length() - 1);
        data.setLength(0);
        return Optional.of(event);
    }
}
