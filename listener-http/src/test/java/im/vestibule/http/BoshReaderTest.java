package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Frame;
import im.vestibule.model.FrameLimits;
import im.vestibule.model.StreamError;
import im.vestibule.model.Workspace;
import im.vestibule.xmpp.Allowance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoshReaderTest {
    private static final FrameLimits EACH = new FrameLimits(200, 8, 8, 16);

    private final List<String> found = new ArrayList<>();
    private final BoshReader reader =
            new BoshReader(new Allowance(EACH, 1_000, 4), new Workspace(), new BoshReader.Listener() {
                @Override
                public void frame(Frame frame) {
                    found.add(frame.kind() + " " + frame.tree());
                    if (frame.name().equals("stop")) {
                        pause();
                    }
                    if (frame.name().equals("end")) {
                        end();
                    }
                }

                @Override
                public void fault(StreamError error) {
                    found.add(error.condition().element());
                }

                @Override
                public void done() {
                    found.add("done");
                }
            });

    private void pause() {
        reader.pause();
    }

    private void end() {
        reader.end();
    }

    private void read(String content) {
        reader.read(("<body xmlns='" + BoshTag.NS + "'>" + content + "</body>").getBytes(UTF_8));
    }

    @Test
    void findsWhatIsInABody() {
        read("<message xmlns='jabber:client'/> <iq/><a xmlns='urn:a'/>");
        assertThat(found)
                .containsExactly(
                        "MESSAGE <message xmlns='jabber:client'/>",
                        "IQ <iq xmlns='jabber:client'/>",
                        "OTHER <a xmlns='urn:a'/>",
                        "done");
    }

    @Test
    void findsNothingInAnEmptyOne() {
        read("");
        reader.read(("<?xml version='1.0'?><body xmlns='" + BoshTag.NS + "'/>\n").getBytes(UTF_8));
        assertThat(found).containsExactly("done", "done");
    }

    @Test
    void stopsAndGoesOn() {
        read("<stop/><iq/>");
        assertThat(found).containsExactly("OTHER <stop xmlns='jabber:client'/>");
        reader.resume();
        assertThat(found).endsWith("IQ <iq xmlns='jabber:client'/>", "done").hasSize(3);
    }

    @Test
    void stopsBehindTheLastElement() {
        read("<stop/>");
        assertThat(found).hasSize(1);
        reader.resume();
        reader.resume();
        assertThat(found).endsWith("done").hasSize(2);
    }

    @Test
    void readsNothingBehindTheEnd() {
        read("<end/><iq/>");
        assertThat(found).containsExactly("OTHER <end xmlns='jabber:client'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "text", "<a></b>", "</body><body>", "</body>text<x>", "<a", "&amp;", "<p:a/>"})
    void seesWhatIsWrong(String content) {
        read(content);
        assertThat(found).endsWith("not-well-formed").doesNotContain("done");
    }

    @Test
    void seesThatABodyIsCut() {
        reader.read(("<body xmlns='" + BoshTag.NS + "'><iq/>").getBytes(UTF_8));
        assertThat(found).endsWith("not-well-formed");
    }

    @Test
    void boundsAnElement() {
        read("<a>" + "x".repeat(193) + "</a>");
        assertThat(found).endsWith("done");
        read("<a>" + "x".repeat(194) + "</a>");
        assertThat(found).endsWith("policy-violation");
    }

    @Test
    void boundsTheirNumberUntilMoreIsAllowed() {
        read("<iq/><iq/><iq/><iq/>");
        assertThat(found).endsWith("done");
        reader.restart(new Allowance(EACH, 1_000, 4));
        read("<iq/><iq/><iq/><iq/>");
        assertThat(found).endsWith("done");
        read("<iq/>");
        assertThat(found).endsWith("policy-violation");
    }

    @Test
    void boundsTheBytesOfAllUntilMoreIsAllowed() {
        for (int i = 0; i < 5; i++) {
            read(" ".repeat(143));
        }
        assertThat(found).hasSize(5).containsOnly("done");
        read(" ");
        assertThat(found).endsWith("policy-violation");
    }
}
