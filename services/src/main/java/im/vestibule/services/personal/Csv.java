package im.vestibule.services.personal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). */
final class Csv {
    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]");

    /** Of a record. */
    static final String END = "\r\n";

    private Csv() {}

    /** One record, with its line break. */
    static String line(List<String> values) {
        return values.stream().map(Csv::field).collect(Collectors.joining(",", "", END));
    }

    private static String field(String value) {
        return SPECIAL.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
