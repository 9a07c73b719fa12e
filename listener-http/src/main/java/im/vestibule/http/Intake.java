package im.vestibule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.Optional;

/** A request whose endpoint is found, until its body is there. */
final class Intake {
    /** Stands for a request that has not come. */
    static final HttpRequest NOTHING = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

    private final HttpRequest head;
    private final Target target;
    private final Router.Match match;
    private final Optional<String> upgrade;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    /** @param upgrade the protocol that it would change to */
    Intake(HttpRequest head, Target target, Router.Match match, Optional<String> upgrade) {
        this.head = head;
        this.target = target;
        this.match = match;
        this.upgrade = upgrade;
    }

    HttpRequest head() {
        return head;
    }

    Endpoint endpoint() {
        return match.endpoint();
    }

    /** Whether another protocol would follow. */
    boolean upgrades() {
        return upgrade.isPresent() && endpoint().upgrades();
    }

    /** Takes in more of the body; false if that is too much. */
    boolean add(ByteBuf more, ByteBufAllocator allocator) {
        if (body.readableBytes() + more.readableBytes() > endpoint().mostBody()) {
            return false;
        }
        if (more.isReadable()) {
            body = body.isReadable()
                    ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, body, more.retain())
                    : more.retain();
        }
        return true;
    }

    Request request(boolean multiplexed) {
        return new Request(
                upgrade.isPresent() && multiplexed ? HttpMethod.GET : head.method(),
                target.host(),
                target.path(),
                target.query(),
                match.bindings(),
                head.headers(),
                upgrade,
                multiplexed,
                body);
    }

    /** What there is to know of a request that finds no endpoint. */
    static Request refused(HttpRequest head, boolean multiplexed) {
        return new Request(
                head.method(),
                "",
                "",
                "",
                Map.of(),
                head.headers(),
                Optional.empty(),
                multiplexed,
                Unpooled.EMPTY_BUFFER);
    }

    void release() {
        body.release();
    }
}
