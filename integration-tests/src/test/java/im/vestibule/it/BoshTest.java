package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 and XEP-0206 over real connections. */
@ExtendWith(SharedSite.class)
class BoshTest {
    private static final Jid ALICE = Jid.of("alice-by-bosh@door.test/web");
    private static final Jid BOB = Jid.of("bob-by-tcp@door.test/desk");

    /** Short times, so that they pass. */
    private static final String HASTY = Toml.HOST + """
              loglevel = "all"
            [modules.mod_ping]
            [modules.mod_bosh]
              inactivity = 1
              max_wait = 1
              max_pause = 2
              server_acks = true
            [metrics]
              port = 0
            [[listen.http]] # web
              port = 0
              ip_address = "127.0.0.1"
              [[listen.http.handlers.mod_bosh]]
                host = "_"
                path = "/http-bind"
            """;

    private static String message(Jid to, String text) {
        return "<message xmlns='jabber:client' to='" + to + "' type='chat'><body>" + text + "</body></message>";
    }

    @Test
    void saysWhatASessionIsLike(Site site) {
        try (BoshClient alice = site.bosh("web")) {
            assertThat(alice.create("door.test", "hold='5' wait='30' ver='1.6' content='text/html' route='xmpp:a:1'"))
                    .startsWith("<body " + BoshClient.NS)
                    .contains(" from='door.test'", " wait='30'", " hold='1'", " requests='2'", " ver='1.6'")
                    .contains(" inactivity='30'", " maxpause='120'", " xmpp:restartlogic='true'")
                    .contains("xmlns:stream='http://etherx.jabber.org/streams'", "<stream:features>")
                    .doesNotContain("starttls", " polling=", "-PLUS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web_tls"})
    void chatsWithSomebodyByTcp(String door, Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire bob = site.connect("clear").login(BOB);
                BoshClient alice = site.bosh(door).login(ALICE)) {
            CompletableFuture<HttpResponse<String>> held = alice.send("", message(BOB, "hello &amp; ♥"));
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' type='chat'><body>hello &amp; ♥</body></message>");
            bob.say("<message to='" + ALICE + "' type='chat'><body>hi</body></message>");
            assertThat(BoshClient.hear(held))
                    .isEqualTo("<body " + BoshClient.NS + "><message xmlns='jabber:client' from='" + BOB + "' to='"
                            + ALICE + "' type='chat'><body>hi</body></message></body>");
        }
    }

    @Test
    void takesAStanzaThatDeclaresNothingForAClientsOwn(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire bob = site.connect("clear").login(BOB);
                BoshClient alice = site.bosh("web").login(ALICE)) {
            var _ = alice.send("", "<message to='" + BOB + "'><body>plain</body></message>");
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "'><body>plain</body></message>");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void isSpokenByEitherVersionOfHttp(HttpClient.Version version, Site site) {
        site.renew(ALICE.bare());
        try (BoshClient alice = new BoshClient(site.door("web_tls"), version).login(ALICE)) {
            assertThat(alice.say("<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"))
                    .contains("<iq ", " type='result'", " id='p'");
        }
    }

    @Test
    void answersARepeatWithTheSameBytes(Site site) {
        site.renew(ALICE.bare());
        try (BoshClient alice = site.bosh("web").login(ALICE)) {
            String pong = alice.say("<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
            assertThat(BoshClient.hear(alice.send(alice.rid(), "", "<iq xmlns='jabber:client'/>")))
                    .isEqualTo(pong);
        }
    }

    @Test
    void holdsARepeatInPlaceOfARequestThatWaits(Site site) {
        site.renew(ALICE.bare());
        try (BoshClient alice = site.bosh("web").login(ALICE)) {
            CompletableFuture<HttpResponse<String>> first = alice.send("", message(BOB, "one"));
            CompletableFuture<HttpResponse<String>> again = alice.send(alice.rid(), "", message(BOB, "one"));
            String error = "<body " + BoshClient.NS + " type='error'/>";
            // Each has a connection of its own, so either may come first.
            assertThat(BoshClient.hear(first.applyToEither(again, Function.identity())))
                    .isEqualTo(error);
            var _ = alice.send("", "");
            assertThat(List.of(BoshClient.hear(first), BoshClient.hear(again)))
                    .containsOnlyOnce(error)
                    .allMatch(body -> body.startsWith("<body "));
        }
    }

    @Test
    void takesUpRequestsInTheirOrder(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire bob = site.connect("clear").login(BOB);
                BoshClient alice = site.bosh("web").login(ALICE)) {
            long next = alice.rid() + 1;
            CompletableFuture<HttpResponse<String>> later = alice.send(next + 1, "", message(BOB, "two"));
            CompletableFuture<HttpResponse<String>> first = alice.send(next, "", message(BOB, "one"));
            assertThat(BoshClient.hear(first)).isEqualTo(BoshClient.EMPTY);
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' type='chat'><body>one</body></message>");
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' type='chat'><body>two</body></message>");
            bob.say("<message to='" + ALICE + "'/>");
            assertThat(BoshClient.hear(later)).contains("<message ");
            alice.skip(1);
        }
    }

    @Test
    void answersWhatWaitsBeforeAPause(Site site) {
        site.renew(ALICE.bare());
        try (BoshClient alice = site.bosh("web").login(ALICE)) {
            CompletableFuture<HttpResponse<String>> held = alice.send("", "");
            assertThat(BoshClient.hear(alice.send("pause='60'", ""))).isEqualTo(BoshClient.EMPTY);
            assertThat(BoshClient.hear(held)).isEqualTo(BoshClient.EMPTY);
        }
    }

    @Test
    void takesInWhatComesWithTheEnd(Site site) throws IOException {
        site.renew(ALICE.bare());
        site.renew(BOB.bare());
        try (Wire bob = site.connect("clear").login(BOB);
                BoshClient alice = site.bosh("web").login(ALICE)) {
            CompletableFuture<HttpResponse<String>> held = alice.send("", "");
            CompletableFuture<HttpResponse<String>> last = alice.send("type='terminate'", message(BOB, "bye"));
            bob.hear("<message from='" + ALICE + "' to='" + BOB + "' type='chat'><body>bye</body></message>");
            assertThat(BoshClient.hear(held)).isEqualTo(BoshClient.EMPTY);
            assertThat(BoshClient.hear(last)).isEqualTo("<body " + BoshClient.NS + " type='terminate'/>");
            await().until(() -> site.house().sessions().find(ALICE) == null);
            alice.forget();
        }
    }

    @Test
    void carriesSeveralSessionsForOneClient(Site site) {
        Jid other = ALICE.withResource("second").orElseThrow();
        site.renew(ALICE.bare());
        try (BoshClient one = site.bosh("web").login(ALICE);
                BoshClient two = site.bosh("web").login(other)) {
            assertThat(two.sid()).isNotEqualTo(one.sid());
            CompletableFuture<HttpResponse<String>> held = one.send("", "");
            var _ = two.send("", message(ALICE, "from one to the other"));
            assertThat(BoshClient.hear(held)).contains(" from='" + other + "'", "from one to the other");
        }
    }

    @Test
    void tellsOfAnErrorOfTheStream(Site site) {
        site.renew(ALICE.bare());
        try (BoshClient one = site.bosh("web").login(ALICE)) {
            CompletableFuture<HttpResponse<String>> held = one.send("", "");
            try (BoshClient _ = site.bosh("web").login(ALICE)) {
                assertThat(BoshClient.hear(held))
                        .contains(" type='terminate' condition='remote-stream-error'")
                        .contains("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>");
            }
            one.forget();
        }
    }

    @Test
    void isForPagesFromAnywhere(Site site) throws Exception {
        try (BoshClient page = site.bosh("web")) {
            HttpResponse<String> preflight = page.ask("OPTIONS", "Origin", "https://chat.test");
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                    .contains("https://chat.test");
            assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                    .contains("POST, OPTIONS, GET");
            assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                    .contains("content-type");
            assertThat(preflight.headers().firstValue("access-control-max-age")).contains("1728000");

            HttpResponse<String> answer = page.post("<body/>").get();
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            assertThat(answer.headers().firstValue("content-type")).contains("text/xml; charset=utf-8");
            assertThat(page.ask("GET").statusCode()).isEqualTo(200);
            assertThat(page.ask("PUT").statusCode()).isEqualTo(405);
            assertThat(page.post("").get().statusCode()).isEqualTo(400);
        }
    }

    @Test
    void saysItByHttpToWhoHasNamedNoVersion(Site site) throws Exception {
        try (BoshClient old = site.bosh("web")) {
            String _ = old.create("door.test", "hold='1' wait='60'");
            HttpResponse<String> gone = old.send(old.rid() + 9, "", "").get();
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(gone.body()).isEqualTo(BoshClient.terminate("item-not-found"));
            old.forget();
        }
    }

    @Test
    void endsASilentSessionAndTellsWhatIsTrueOfTheOthers() throws Exception {
        String open = "vestibule_bosh_sessions_open{listener=\"listen.http[0]\"}";
        try (Site site = Site.of(HASTY)) {
            site.renew(ALICE.bare());
            try (BoshClient alice = site.bosh("web")) {
                assertThat(alice.create("door.test"))
                        .contains(" wait='1'", " inactivity='1'", " maxpause='2'", " ack='" + alice.rid() + "'");
                alice.authenticate(ALICE);
                assertThat(Figures.of(site).values()).containsEntry(open, 1.0);
                CompletableFuture<HttpResponse<String>> held = alice.send("", "");
                CompletableFuture<HttpResponse<String>> second = alice.send("", "");
                assertThat(BoshClient.hear(held)).isEqualTo("<body " + BoshClient.NS + " ack='" + alice.rid() + "'/>");
                assertThat(BoshClient.hear(second)).isEqualTo(BoshClient.EMPTY);
                await().until(() -> site.house().sessions().find(ALICE) == null);
                assertThat(alice.say("")).isEqualTo(BoshClient.terminate("item-not-found"));
                assertThat(Figures.of(site).values()).containsEntry(open, 0.0);
                alice.forget();
            }
        }
    }

    @Test
    void saysGoodbyeWhenTheHouseIsClosed() throws IOException {
        Site site = Site.of(HASTY.replace("max_wait = 1", "max_wait = 60"));
        site.renew(ALICE.bare());
        try (BoshClient alice = site.bosh("web").login(ALICE)) {
            CompletableFuture<HttpResponse<String>> first = alice.send("", "");
            CompletableFuture<HttpResponse<String>> held = alice.send("", "");
            // So the second is there.
            assertThat(BoshClient.hear(first)).startsWith("<body ");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(site::close);
            assertThat(BoshClient.hear(held)).isEqualTo(BoshClient.terminate("system-shutdown"));
            closing.join();
            alice.forget();
        }
    }
}
