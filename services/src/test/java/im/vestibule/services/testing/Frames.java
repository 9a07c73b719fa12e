package im.vestibule.services.testing;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.Framer;
import im.vestibule.model.Framing;
import im.vestibule.model.Ns;
import java.nio.charset.StandardCharsets;

/** Stanzas as a client's stream yields them. */
public final class Frames {
    private static final FrameLimits LIMITS = new FrameLimits(1_000_000, 128, 100_000, 64);

    private Frames() {}

    /** The one element in the text, on a stream whose header binds {@code stream} and {@code c}, the latter to the content. */
    public static Frame of(String text) {
        Framer framer = Framer.stream(LIMITS, Ns.CLIENT);
        byte[] header = utf8("<stream:stream xmlns='jabber:client' xmlns:c='jabber:client' xmlns:stream='" + Ns.STREAMS
                + "' version='1.0'>");
        assertThat(framer.next(header, 0, header.length)).isEqualTo(Framing.HEADER);
        byte[] bytes = utf8(text);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.ELEMENT);
        return framer.frame();
    }

    /** The one element in the text, on a component's stream. */
    public static Frame ofComponent(String text) {
        Framer framer = Framer.stream(LIMITS, Ns.COMPONENT);
        byte[] header =
                utf8("<stream:stream xmlns='jabber:component:accept' xmlns:c='jabber:component:accept' xmlns:stream='"
                        + Ns.STREAMS + "'>");
        assertThat(framer.next(header, 0, header.length)).isEqualTo(Framing.HEADER);
        byte[] bytes = utf8(text);
        assertThat(framer.next(bytes, 0, bytes.length)).isEqualTo(Framing.ELEMENT);
        return framer.frame();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
