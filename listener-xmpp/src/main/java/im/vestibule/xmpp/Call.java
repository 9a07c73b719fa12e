package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import java.util.Optional;

/**
 * What a stream to another server is opened for.
 *
 * @param tls how much of it our domain wants
 * @param external whether we have a certificate to show, and have not failed with it yet
 * @param question empty if it is to carry stanzas
 */
record Call(Pair pair, UseStarttls tls, boolean external, DialbackKeys keys, Optional<Question> question) {
    /**
     * Whether a key is the server's own, which somebody has shown us.
     *
     * @param id of our header on that stream
     */
    record Question(String id, String key) {}

    /** The same without a certificate. */
    Call withoutCertificate() {
        return new Call(pair, tls, false, keys, question);
    }
}
