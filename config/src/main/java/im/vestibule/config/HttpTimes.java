package im.vestibule.config;

import java.time.Duration;

/**
 * Ours: how long each part of an exchange by HTTP may take, as the names in {@code listen.http.protocol} say.
 *
 * @param header from the first byte of a request, or the beginning of the connection, to the end of the head
 * @param body of a request, all of it
 * @param keepalive from an answer to the first byte of the next request
 * @param send in which the client takes nothing of an answer
 */
public record HttpTimes(Duration header, Duration body, Duration keepalive, Duration send) {
    static HttpTimes read(Section s) {
        return new HttpTimes(
                s.value("header_timeout", NumberTypes.MILLIS, NumberTypes.millis(10_000)),
                s.value("body_timeout", NumberTypes.MILLIS, NumberTypes.millis(30_000)),
                s.value("keepalive_timeout", NumberTypes.MILLIS, NumberTypes.millis(60_000)),
                s.value("send_timeout", NumberTypes.MILLIS, NumberTypes.millis(30_000)));
    }
}
