package im.vestibule.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a command was not carried out.
 *
 * @param message a sentence for a human, without secrets
 * @param facts what it is about, such as {@code jid}, in order
 */
public record Refusal(Code code, String message, Map<String, Object> facts) {
    public static Refusal of(Code code, String message) {
        return new Refusal(code, message, Map.of());
    }

    /** With one more fact. */
    public Refusal with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Refusal(code, message, more);
    }
}
