package im.vestibule.xmpp;

import im.vestibule.services.account.Hash;
import im.vestibule.services.sasl.FastOffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one stream offers along with SASL2 (XEP-0388 §2.1).
 *
 * @param bind a resource (XEP-0386)
 * @param resume a session that there is (XEP-0198)
 * @param features what a session bound so can begin with, by namespace (XEP-0386 §3.1)
 * @param tokens to come back with (XEP-0484)
 * @param upgrades hashes to make keys for (XEP-0480)
 */
record InlineOffer(
        boolean bind, boolean resume, List<String> features, Optional<FastOffer> tokens, Set<Hash> upgrades) {}
