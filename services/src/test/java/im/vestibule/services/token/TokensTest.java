package im.vestibule.services.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthTokenSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Bearer;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.store.Store;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final byte[] KEY = "for tests".getBytes(UTF_8);
    private static final AuthTokenSpec SPEC =
            new AuthTokenSpec(AuthTokenSpec.Backend.RDBMS, Duration.ofHours(1), Duration.ofDays(25));
    private static final Bearer REFUSED = new Bearer.Refused();

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-11-26T10:00:00.250Z");
    private Store store;
    private Tokens tokens;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        tokens = tokens(KEY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Tokens tokens(byte[] key) {
        return new Tokens(key, SPEC, new SqlTokenStore(store), () -> now);
    }

    private static Secret signed(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA384");
            mac.init(new SecretKeySpec(KEY, "HmacSHA384"));
            return new Secret(body + '\0' + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** 63,961,927,200 is 2026-11-26T11:00 in seconds of the Gregorian calendar. */
    @Test
    void looksAsMongooseImsDo() {
        Tokens.Pair pair = tokens.issue(JULIET.withResource("balcony").orElseThrow());

        long eleven = 62_167_219_200L + Instant.parse("2026-11-26T11:00:00Z").getEpochSecond();
        assertThat(pair.access()).isEqualTo(signed("access\0juliet@door.test\0" + eleven));
        assertThat(pair.refresh().reveal().split("\0", -1)).hasSize(5).startsWith("refresh", "juliet@door.test");
    }

    @Test
    void logsInWithEither() {
        Tokens.Pair pair = tokens.issue(JULIET);

        assertThat(tokens.check("door.test", pair.access())).isEqualTo(Bearer.Accepted.of(JULIET));
        assertThat(tokens.check("door.test", pair.refresh()))
                .isEqualTo(new Bearer.Accepted(JULIET, Optional.of(pair.access())));
    }

    @Test
    void takesTheMacInCapitals() {
        String access = tokens.issue(JULIET).access().reveal();
        int mac = access.lastIndexOf('\0');

        assertThat(tokens.check(
                        "door.test",
                        new Secret(
                                access.substring(0, mac) + access.substring(mac).toUpperCase(Locale.ROOT))))
                .isEqualTo(Bearer.Accepted.of(JULIET));
    }

    @Test
    void endsWithItsTime() {
        Tokens.Pair pair = tokens.issue(JULIET);
        now = Instant.parse("2026-11-26T10:59:59.999Z");
        assertThat(tokens.check("door.test", pair.access())).isEqualTo(Bearer.Accepted.of(JULIET));
        now = Instant.parse("2026-11-26T11:00:00Z");
        assertThat(tokens.check("door.test", pair.access())).isEqualTo(new Bearer.Expired());

        Bearer renewed = tokens.check("door.test", pair.refresh());
        assertThat(renewed)
                .isInstanceOfSatisfying(
                        Bearer.Accepted.class,
                        fresh -> assertThat(tokens.check(
                                        "door.test", fresh.renewed().orElseThrow()))
                                .isEqualTo(Bearer.Accepted.of(JULIET)));
        now = now.plus(Duration.ofDays(25));
        assertThat(tokens.check("door.test", pair.refresh())).isEqualTo(new Bearer.Expired());
    }

    @Test
    void canBeRevokedAndIssuedAgain() {
        Tokens.Pair old = tokens.issue(JULIET);
        now = now.plusSeconds(1);
        assertThat(tokens.revoke(JULIET)).isTrue();
        assertThat(tokens.check("door.test", old.access())).isEqualTo(REFUSED);
        assertThat(tokens.check("door.test", old.refresh())).isEqualTo(REFUSED);

        now = now.plusSeconds(1);
        Tokens.Pair fresh = tokens.issue(JULIET);
        assertThat(tokens.check("door.test", fresh.access())).isEqualTo(Bearer.Accepted.of(JULIET));
        assertThat(tokens.check("door.test", fresh.refresh())).isInstanceOf(Bearer.Accepted.class);
        assertThat(tokens.check("door.test", old.refresh())).isEqualTo(REFUSED);
        assertThat(tokens.check("door.test", old.access())).isEqualTo(REFUSED);
    }

    /** Tokens count whole seconds only. */
    @Test
    void canBeRevokedAndIssuedAgainWithinAMoment() {
        Tokens.Pair before = tokens.issue(JULIET);
        for (int i = 0; i < 3; i++) {
            assertThat(tokens.revoke(JULIET)).isTrue();
            Tokens.Pair after = tokens.issue(JULIET);
            assertThat(tokens.check("door.test", after.access())).isEqualTo(Bearer.Accepted.of(JULIET));
            assertThat(tokens.check("door.test", after.refresh()))
                    .isInstanceOfSatisfying(
                            Bearer.Accepted.class,
                            fresh -> assertThat(tokens.check(
                                            "door.test", fresh.renewed().orElseThrow()))
                                    .isEqualTo(Bearer.Accepted.of(JULIET)));
            assertThat(tokens.check("door.test", before.access())).isEqualTo(REFUSED);
            assertThat(tokens.check("door.test", before.refresh())).isEqualTo(REFUSED);
            before = after;
        }
    }

    @Test
    void keepsEarlierTokensGood() {
        Tokens.Pair first = tokens.issue(JULIET);
        now = now.plusSeconds(5);
        Tokens.Pair second = tokens.issue(JULIET);

        assertThat(tokens.check("door.test", first.refresh())).isInstanceOf(Bearer.Accepted.class);
        assertThat(tokens.check("door.test", second.refresh())).isInstanceOf(Bearer.Accepted.class);
    }

    @Test
    void revokesNothingWhereThereIsNothing() {
        assertThat(tokens.revoke(JULIET)).isFalse();
    }

    @Test
    void forgetsWhatIsOverAnyway() {
        TokenStore kept = new SqlTokenStore(store);
        tokens.issue(JULIET);
        kept.forget(List.of("door.test"), now.plusSeconds(9));
        assertThat(kept.find(JULIET)).as("good").isPresent();
        tokens.revoke(JULIET);
        kept.forget(List.of("door.test"), now);
        assertThat(kept.find(JULIET)).as("revoked since").isPresent();
        kept.forget(List.of("door.test"), now.plusSeconds(1));

        assertThat(kept.find(JULIET)).isEmpty();
    }

    @Test
    void refusesWhatItHasNotMade() {
        Tokens.Pair pair = tokens.issue(JULIET);
        long later = 62_167_219_200L + now.getEpochSecond() + 60;

        assertThat(tokens("another".getBytes(UTF_8)).check("door.test", pair.access()))
                .isEqualTo(REFUSED);
        assertThat(tokens.check("door.test", new Secret(pair.access().reveal().replace("juliet", "romeo"))))
                .isEqualTo(REFUSED);
        assertThat(tokens.check("door.test", new Secret(pair.refresh().reveal().replace("refresh", "access"))))
                .isEqualTo(REFUSED);
        for (String body : List.of(
                "",
                "access",
                "access\0juliet@door.test",
                "access\0juliet@door.test\0-1",
                "access\0juliet@door.test\0" + later + "\0" + 1,
                "access\0juliet@door.test/balcony\0" + later,
                "access\0door.test\0" + later,
                "access\0juliet@elsewhere.test\0" + later,
                "access\0@\0" + later,
                "access\0juliet@door.test\0" + "9".repeat(16),
                "refresh\0juliet@door.test\0" + later,
                "refresh\0juliet@door.test\0" + later + "\0one",
                "refresh\0juliet@door.test\0" + later + "\0" + 0,
                "provision\0juliet@door.test\0" + later + "\0<vCard/>")) {
            assertThat(tokens.check("door.test", signed(body))).as(body).isEqualTo(REFUSED);
        }
        for (String text : List.of(
                "", "\0", "access", pair.access().reveal() + "00", pair.access().reveal() + "\0")) {
            assertThat(tokens.check("door.test", new Secret(text))).as(text).isEqualTo(REFUSED);
        }
    }

    @Test
    void cannotTellWhileTheStoreIsDown() {
        Tokens.Pair pair = tokens.issue(JULIET);
        store.close();

        assertThat(tokens.check("door.test", pair.access())).isEqualTo(new Bearer.Unavailable());
    }

    @Test
    void answersTheOwnersRequest() {
        Jid full = JULIET.withResource("balcony").orElseThrow();
        TokenHandler handler = new TokenHandler(tokens);
        IqAnswer answer = handler.handle(new IqRequest(
                full, JULIET, IqRequest.Type.GET, "1", XmlElement.of("query", Ns.TOKEN_AUTH), Optional.empty()));
        Tokens.Pair pair = tokens.issue(JULIET);

        assertThat(answer).isInstanceOfSatisfying(IqAnswer.Result.class, result -> {
            XmlElement items = result.payload().orElseThrow();
            assertThat(items.is("items", Ns.TOKEN_AUTH)).isTrue();
            assertThat(text(items, "access_token")).isEqualTo(pair.access().reveal());
            assertThat(text(items, "refresh_token")).isEqualTo(pair.refresh().reveal());
        });
        assertThat(handler.handle(new IqRequest(
                        full,
                        JULIET,
                        IqRequest.Type.SET,
                        "1",
                        XmlElement.of("query", Ns.TOKEN_AUTH),
                        Optional.empty())))
                .isInstanceOf(IqAnswer.Refused.class);
        assertThat(handler.targets()).containsExactly(IqRequest.Target.OWN);
    }

    private static String text(XmlElement items, String name) {
        String base64 = items.element(name, Ns.TOKEN_AUTH).orElseThrow().text();
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }
}
