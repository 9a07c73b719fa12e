package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what a client does to log in, and counts what comes of it. */
final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final StreamTally tally;
    private final Connection connection;
    private SaslName mechanism = SaslName.OTHER;

    Attempt(StreamTally tally, Connection connection) {
        this.tally = tally;
        this.connection = connection;
    }

    /** Came before there is a session. */
    void heard(XmlElement element) {
        if (element.is("auth", Ns.SASL) || element.is("authenticate", Ns.SASL2)) {
            mechanism = SaslName.of(element.attribute("mechanism"));
        }
    }

    /** Is sent before there is a session. */
    void said(XmlElement element) {
        LoginResult.of(element).ifPresent(result -> {
            tally.logins().add(mechanism, result);
            connection
                    .on(log.atDebug())
                    .addKeyValue("mechanism", mechanism.label())
                    .addKeyValue("result", result.label())
                    .log("login");
        });
    }
}
