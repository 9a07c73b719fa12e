package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the streams that other servers open go by.
 *
 * @param defaultDomain speaks for us while it is not known for which domain a stream is
 * @param serves whether a domain is here
 * @param allows whether the file lets two domains speak with each other
 * @param tls how much TLS a domain of ours wants
 * @param certified whether there is a certificate for STARTTLS
 * @param keys that a domain of ours says who it is by
 * @param maxStanzaSize bytes of one stanza; empty for as many as there is room for
 */
record InboundPolicy(
        String defaultDomain,
        Predicate<String> serves,
        Predicate<Pair> allows,
        Function<String, UseStarttls> tls,
        boolean certified,
        Function<String, DialbackKeys> keys,
        OptionalLong maxStanzaSize) {}
