package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer. What every answer needs besides, such as its length, is added when it is sent.
 *
 * @param headers a later one of a name takes the place of an earlier one, and of those that every answer has
 * @param body is taken over with the answer, and released once it is sent
 */
public record Response(Status status, List<Header> headers, ByteBuf body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** One line of the head. */
    public record Header(CharSequence name, String value) {}

    public Response {
        headers = List.copyOf(headers);
    }

    /** Without a body. */
    public static Response of(Status status) {
        return new Response(status, List.of(), Unpooled.EMPTY_BUFFER);
    }

    /**
     * A few words for a human.
     *
     * @param text ends with a line feed
     */
    public static Response text(Status status, String text) {
        return of(status, TEXT, text.getBytes(UTF_8));
    }

    /** @param type of the body */
    public static Response of(Status status, String type, byte[] body) {
        return of(status, type, Unpooled.wrappedBuffer(body));
    }

    /** @param type of the body */
    public static Response of(Status status, String type, ByteBuf body) {
        return new Response(status, List.of(new Header(HttpHeaderNames.CONTENT_TYPE, type)), body);
    }

    public Response with(CharSequence name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, more, body);
    }
}
