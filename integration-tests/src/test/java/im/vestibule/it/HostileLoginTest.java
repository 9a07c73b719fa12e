package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM with somebody who has heard others do it, or wants to know who is there. */
@Hostile
class HostileLoginTest {
    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
    private static final Pattern CHALLENGE = Pattern.compile("<challenge" + SASL + ">(.*?)</challenge>");
    private static final String NOT_AUTHORIZED = "<failure" + SASL + "><not-authorized/></failure>";
    private static final Pattern SALT =
            Pattern.compile("r=" + Pattern.quote(ScramClient.NONCE) + "[^,]+,s=([^,]+),i=(\\d+),h=[^,]+");

    private static final Jid ALICE = Jid.of("alice@door.test");

    @Test
    void s07RefusesAnotherNonce(Site site) throws IOException {
        site.renew(ALICE);
        try (Wire wire = site.connect("clear")) {
            wire.open("door.test");
            ScramClient client = client("alice");
            String challenge = first(wire, client);
            // The proof fits the challenge that it pretends to answer.
            last(wire, client.answer(challenge.replaceFirst(",s=", "x,s="), Site.password(ALICE)));
            wire.hear(NOT_AUTHORIZED);
        }
    }

    @Test
    void s07RefusesWhatWasRightOnce(Site site) throws IOException {
        site.renew(ALICE);
        String recorded;
        try (Wire wire = site.connect("clear")) {
            wire.open("door.test");
            ScramClient client = client("alice");
            recorded = client.answer(first(wire, client), Site.password(ALICE));
            last(wire, recorded);
            wire.hear("<success" + SASL + ">" + Wire.base64(client.signature()) + "</success>");
        }
        try (Wire wire = site.connect("clear")) {
            wire.open("door.test");
            String _ = first(wire, client("alice"));
            last(wire, recorded);
            wire.hear(NOT_AUTHORIZED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"door.test", "bare.test"})
    void s08DoesNotTellByWordsWhoIsThere(String domain, Site site) throws IOException {
        site.renew(Jid.of("alice@" + domain));
        String known = salt(site, domain, "alice");
        String unknown = salt(site, domain, "nobody");
        assertThat(salt(site, domain, "alice")).isEqualTo(known);
        assertThat(salt(site, domain, "nobody")).isEqualTo(unknown);
        assertThat(unknown).hasSameSizeAs(known).isNotEqualTo(salt(site, domain, "nobody-else"));
    }

    /** Salt and iterations; fails then. */
    private static String salt(Site site, String domain, String user) throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.open(domain);
            ScramClient client = client(user);
            String challenge = first(wire, client);
            assertThat(challenge).matches(SALT);
            last(wire, client.answer(challenge, "guess"));
            wire.hear(NOT_AUTHORIZED);
            return challenge.substring(challenge.indexOf(",s="));
        }
    }

    /** Medians of trials that take turns, so that whatever else happens here happens to both. */
    @ParameterizedTest
    @ValueSource(strings = {"door.test", "bare.test"})
    void s08DoesNotTellByTimeWhoIsThere(String domain, Site site) throws IOException {
        site.renew(Jid.of("alice@" + domain));
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            known.add(time(site, domain, "alice"));
            unknown.add(time(site, domain, "nobody"));
        }
        assertThat(median(known).minus(median(unknown)).abs()).isLessThan(Duration.ofMillis(2));
    }

    private static long time(Site site, String domain, String user) throws IOException {
        try (Wire wire = site.connect("clear")) {
            wire.open(domain);
            long start = System.nanoTime();
            String challenge = first(wire, client(user));
            String nonce = challenge.substring(0, challenge.indexOf(",s="));
            last(wire, "c=biws," + nonce + ",p=" + "A".repeat(43) + "=");
            wire.hear(NOT_AUTHORIZED);
            return System.nanoTime() - start;
        }
    }

    private static Duration median(List<Long> nanos) {
        return Duration.ofNanos(nanos.stream().sorted().toList().get(nanos.size() / 2));
    }

    private static ScramClient client(String user) {
        return new ScramClient("SHA-256", "n,,", user, new byte[0]);
    }

    private static String first(Wire wire, ScramClient client) throws IOException {
        wire.say("<auth" + SASL + " mechanism='SCRAM-SHA-256'>" + Wire.base64(client.first()) + "</auth>");
        byte[] challenge = Base64.getDecoder().decode(wire.hear(CHALLENGE).group(1));
        return new String(challenge, StandardCharsets.UTF_8);
    }

    private static void last(Wire wire, String message) throws IOException {
        String response = Wire.base64(message);
        Log.all().mustNotTell(response);
        wire.say("<response" + SASL + ">" + response + "</response>");
    }
}
