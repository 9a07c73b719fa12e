package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What should not be sent to a BOSH session. */
@Hostile
class HostileBoshTest {
    private static final Jid MALLORY = Jid.of("mallory-by-bosh@door.test/web");

    /** At a domain with a short {@code inactivity}. */
    private static final Jid GONER = Jid.of("goner@brief.test/web");

    private static final String PING = "<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>";

    @Test
    void h14KnowsNoSessionByAGuess(Site site) {
        site.renew(MALLORY.bare());
        try (BoshClient mallory = site.bosh("web").login(MALLORY);
                BoshClient stranger = mallory.on(site.door("web_tls"))) {
            assertThat(stranger.say("")).isEqualTo(BoshClient.terminate("item-not-found"));
            stranger.forget();
            for (String guess : List.of("", "0", "x".repeat(40), mallory.sid().substring(1))) {
                assertThat(BoshClient.hear(mallory.post(
                                "<body rid='" + (mallory.rid() + 1) + "' sid='" + guess + "' " + BoshClient.NS + "/>")))
                        .isEqualTo(BoshClient.terminate("item-not-found"));
            }
            assertThat(mallory.say(PING)).contains(" type='result'");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 1_000_000, -3, -1_000})
    void h14EndsASessionForANumberOutsideItsWindow(long distance, Site site) {
        site.renew(MALLORY.bare());
        try (BoshClient mallory = site.bosh("web").login(MALLORY)) {
            CompletableFuture<HttpResponse<String>> held = mallory.send("", "");
            String far = BoshClient.hear(mallory.send(mallory.rid() + distance, "", ""));
            assertThat(far).isEqualTo(BoshClient.terminate("item-not-found"));
            assertThat(BoshClient.hear(held)).isEqualTo(BoshClient.terminate("item-not-found"));
            gone(site);
            mallory.forget();
        }
    }

    @Test
    void h15AnswersARepeatByteForByteAndNotForEver(Site site) {
        site.renew(MALLORY.bare());
        try (BoshClient mallory = site.bosh("web").login(MALLORY)) {
            String pong = mallory.say(PING);
            for (int i = 0; i < 16; i++) {
                assertThat(BoshClient.hear(mallory.send(mallory.rid(), "", PING)))
                        .isEqualTo(pong);
            }
            assertThat(BoshClient.hear(mallory.send(mallory.rid(), "", PING)))
                    .isEqualTo(BoshClient.terminate("policy-violation"));
            gone(site);
            mallory.forget();
        }
    }

    /** The one that would come second stays away until there are too many. */
    @Test
    void h16EndsASessionThatSendsTooMuchAtOnce(Site site) throws IOException {
        site.renew(MALLORY.bare());
        try (BoshClient mallory = site.bosh("web").login(MALLORY);
                HttpWire wire = site.http("web")) {
            long next = mallory.rid() + 1;
            wire.say(post(mallory.sid(), next, "")
                    + post(mallory.sid(), next + 2, "")
                    + post(mallory.sid(), next + 3, "pause='60'")
                    + post(mallory.sid(), next + 1, ""));
            for (int i = 0; i < 4; i++) {
                assertThat(wire.hear().body()).isEqualTo(BoshClient.terminate("policy-violation"));
            }
            gone(site);
            mallory.forget();
        }
    }

    private static String post(String sid, long rid, String attributes) {
        String body = "<body sid='" + sid + "' rid='" + rid + "' " + attributes + " " + BoshClient.NS + "/>";
        return "POST /http-bind HTTP/1.1\r\nHost: door.test\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void h16EndsASessionThatPollsTooOften(Site site) {
        try (BoshClient mallory = site.bosh("web")) {
            assertThat(mallory.create("door.test", "hold='0' wait='60' ver='1.6'"))
                    .contains(" polling='2'");
            assertThat(mallory.say("")).isEqualTo(BoshClient.EMPTY);
            assertThat(mallory.say("")).isEqualTo(BoshClient.terminate("policy-violation"));
            mallory.forget();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "<body",
                "<html/>",
                "<body rid='1' to='door.test'/>",
                "<body rid='1' to='door.test' xmlns='jabber:client'/>",
                "<body to='door.test' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='x' to='door.test' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='9007199254740992' to='door.test' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body rid='1' hold='-1' to='door.test' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><body rid='1' xmlns='http://jabber.org/protocol/httpbind'/>",
                "<?xml version='1.0' encoding='ISO-8859-1'?><body rid='1' xmlns='http://jabber.org/protocol/httpbind'/>"
            })
    void h17TakesNoBodyThatIsNone(String body, Site site) throws Exception {
        try (BoshClient mallory = site.bosh("web")) {
            HttpResponse<String> answer = mallory.post(body).get();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(BoshClient.terminate("bad-request"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', improper-addressing",
        "to='', host-unknown",
        "to='elsewhere.test', host-unknown",
        "to='a@', host-unknown"
    })
    void h17WantsToKnowWhereTo(String to, String condition, Site site) {
        try (BoshClient mallory = site.bosh("web")) {
            assertThat(BoshClient.hear(mallory.post("<body rid='1' ver='1.6' " + to + " " + BoshClient.NS + "/>")))
                    .isEqualTo(BoshClient.terminate(condition));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "text", "<!-- comment -->", "</body><body>", "<a:b/>", "&undefined;"})
    void h17EndsASessionForContentThatIsNoXml(String content, Site site) {
        site.renew(MALLORY.bare());
        try (BoshClient mallory = site.bosh("web").login(MALLORY)) {
            assertThat(mallory.say(content)).isEqualTo(BoshClient.terminate("bad-request"));
            gone(site);
            mallory.forget();
        }
    }

    @Test
    void h17BoundsABody(Site site) throws Exception {
        try (BoshClient mallory = site.bosh("web")) {
            assertThat(mallory.post("<body>" + " ".repeat(1024 * 1024)).get().statusCode())
                    .isEqualTo(413);
            String _ = mallory.create("door.test");
            assertThat(mallory.say("<a>" + "x".repeat(8_192) + "</a>"))
                    .isEqualTo(BoshClient.terminate("policy-violation"));
            mallory.forget();
        }
    }

    /** Whoever sees the client's presence sees it go. */
    @Test
    void h18EndsASessionWhoseClientIsGone(Site site) throws IOException {
        site.renew(GONER.bare());
        try (Wire friend =
                site.connect("clear").login(GONER.withResource("desk").orElseThrow())) {
            friend.say("<presence/>");
            BoshClient goner = site.bosh("web").login(GONER);
            var _ = goner.send("", "<presence xmlns='jabber:client'/>");
            friend.hear(Pattern.compile("(?s).*?<presence [^>]*from='" + GONER + "'[^>]*/>"));
            goner.forget();
            goner.close();
            friend.hear(
                    Pattern.compile("(?s).*?<presence (?=[^>]*type='unavailable')[^>]*from='" + GONER + "'[^>]*/>"));
            await().until(() -> !site.has(GONER));
        }
    }

    @Test
    void t15StartsNoTls(Site site) {
        try (BoshClient mallory = site.bosh("web")) {
            assertThat(mallory.create("door.test")).doesNotContain("urn:ietf:params:xml:ns:xmpp-tls");
            assertThat(mallory.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"))
                    .contains(" type='terminate'", "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            mallory.forget();
        }
    }

    private static void gone(Site site) {
        await().until(() -> !site.has(MALLORY));
    }
}
