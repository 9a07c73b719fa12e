package im.vestibule.admin.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is read and written, of maps, lists and single values. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Reads an object whose members are none null; empty for anything else. */
    static Optional<Map<String, Object>> object(byte[] text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, OBJECT)).filter(object -> !object.containsValue(null));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** An object of names and values by turns, in order. */
    static Map<String, Object> of(Object... parts) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return object;
    }
}
