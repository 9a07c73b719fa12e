package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that asks for a token (XEP-0484) and comes back with it, on a connection of its own each time.
 *
 * @param door one with TLS
 */
record TokenHolder(Site site, String door, Jid account) {
    private static final String SASL2 = " xmlns='urn:xmpp:sasl:2'";
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final String REQUEST = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";
    private static final Pattern ANSWER =
            Pattern.compile("<success.*?(token='(?<token>[^']+)'.*?)?</success><stream:features>.*</stream:features>"
                    + "|<failure" + SASL2 + "><(?<failure>[a-z-]+) .*</failure>");

    private Matcher authenticate(String mechanism, String response, String inside) throws IOException {
        try (Wire wire = site.connect(door)) {
            wire.greet(account.domain());
            wire.say("<authenticate" + SASL2 + " mechanism='" + mechanism + "'><initial-response>" + response
                    + "</initial-response>" + AGENT + inside + "</authenticate>");
            return wire.hear(ANSWER);
        }
    }

    /** Logs in with the password, for a token. */
    String request() throws IOException {
        String password = Wire.base64("\0" + account.local() + "\0" + Site.password(account));
        return Optional.ofNullable(authenticate("PLAIN", password, REQUEST).group("token"))
                .orElseThrow();
    }

    private Matcher use(String token) throws IOException {
        return authenticate(
                "HT-SHA-256-NONE",
                new HashedToken(token, Octets.NONE).initiator(account.local()),
                "<fast xmlns='urn:xmpp:fast:0'/>");
    }

    /** The condition that a token is refused with, or {@code none}. */
    String failure(String token) throws IOException {
        return Optional.ofNullable(use(token).group("failure")).orElse("none");
    }

    /** Logs in with a token; returns the one that is to take its place, if there is one. */
    Optional<String> renewed(String token) throws IOException {
        Matcher answer = use(token);
        assertThat(answer.group()).startsWith("<success");
        return Optional.ofNullable(answer.group("token"));
    }
}
