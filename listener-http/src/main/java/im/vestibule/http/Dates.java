package im.vestibule.http;

import io.netty.handler.codec.DateFormatter;
import java.util.Date;

/** The date of answers (RFC 9110 §6.6.1), made once a second. From any thread. */
final class Dates {
    private record Second(long number, String text) {}

    private static volatile Second latest = new Second(-1, "");

    private Dates() {}

    @SuppressWarnings("JavaUtilDate") // As Netty's formatter wants it.
    static String now() {
        long millis = System.currentTimeMillis();
        long number = millis / 1000;
        Second known = latest;
        if (known.number() != number) {
            known = new Second(number, DateFormatter.format(new Date(millis)));
            latest = known;
        }
        return known.text();
    }
}
