package im.vestibule.xmpp;

import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How more pairs of domains come to share a stream that we have opened to another server (XEP-0220 §2.6). */
final class OutboundShares {
    private OutboundShares() {}

    /** Whether the peer answers a key that it does not believe, rather than end the stream (XEP-0220 §2.4). */
    static boolean offered(XmlElement features) {
        return features.element("dialback", Ns.DIALBACK_FEATURE)
                .flatMap(dialback -> dialback.element("errors", Ns.DIALBACK_FEATURE))
                .isPresent();
    }

    static S2sStep<OutboundState, OutboundAction> join(OutboundState state, Pair pair, DialbackKeys keys) {
        if (!(state instanceof OutboundState.Open open)) {
            return S2sStep.to(state, new OutboundAction.Joined(pair, false));
        }
        if (open.proven().contains(pair)) {
            return S2sStep.to(state, new OutboundAction.Joined(pair, true));
        }
        Optional<String> id = open.id();
        if (id.isEmpty()
                || open.asked().contains(pair)
                || open.proven().size() + open.asked().size() >= InboundProofs.PAIRS) {
            return S2sStep.to(state, new OutboundAction.Joined(pair, false));
        }
        String key = keys.key(pair.remote(), pair.local(), id.get());
        return S2sStep.to(
                new OutboundState.Open(id, open.proven(), with(open.asked(), pair)),
                new OutboundAction.Send(Dialback.result(pair.local(), pair.remote(), key)),
                new OutboundAction.Await(pair));
    }

    /** What the peer makes of our key for a pair; nothing, if it does not say so in time. */
    static S2sStep<OutboundState, OutboundAction> answered(OutboundState state, Pair pair, boolean valid) {
        if (!(state instanceof OutboundState.Open open) || !open.asked().contains(pair)) {
            return S2sStep.stay(state);
        }
        Set<Pair> proven = valid ? with(open.proven(), pair) : open.proven();
        Set<Pair> asked = new HashSet<>(open.asked());
        asked.remove(pair);
        return S2sStep.to(new OutboundState.Open(open.id(), proven, asked), new OutboundAction.Joined(pair, valid));
    }

    private static Set<Pair> with(Set<Pair> pairs, Pair one) {
        Set<Pair> more = new HashSet<>(pairs);
        more.add(one);
        return more;
    }
}
