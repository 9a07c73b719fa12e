package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * One event of an {@link EventStream} (WHATWG HTML, "Server-sent events").
 *
 * @param name of its type; empty for {@code message}. Without line breaks, which are dropped
 * @param id that a client names when it comes back; empty for none. Without line breaks and NUL, which are dropped
 * @param data any text; its line breaks, of whatever kind, arrive as line feeds
 */
public record Event(String name, String id, String data) {
    private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");
    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\r\n\0]");

    public Event {
        name = NOT_OF_A_LINE.matcher(name).replaceAll("");
        id = NOT_OF_A_LINE.matcher(id).replaceAll("");
    }

    /** Without name and id. */
    public static Event of(String data) {
        return new Event("", "", data);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(data.length() + 32);
        if (!name.isEmpty()) {
            text.append("event: ").append(name).append('\n');
        }
        if (!id.isEmpty()) {
            text.append("id: ").append(id).append('\n');
        }
        for (String line : BREAK.split(data, -1)) {
            text.append("data: ").append(line).append('\n');
        }
        return text.append('\n').toString().getBytes(UTF_8);
    }
}
