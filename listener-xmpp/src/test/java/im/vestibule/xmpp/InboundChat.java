package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.config.Secret;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.InboundState.Known;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A conversation of a server that calls us: what was said to the machine, and what came of it. */
final class InboundChat {
    static final Pair PAIR = new Pair("door.test", "far.test");
    static final DialbackKeys KEYS = new DialbackKeys(new Secret("ours"));
    static final Verdict VALID = new Verdict.Valid();

    /** Believed, and for one domain. */
    record Paper(String domain) implements Certificate {
        @Override
        public boolean trusted() {
            return true;
        }

        @Override
        public boolean covers(String other) {
            return domain.equals(other);
        }
    }

    private final InboundMachine machine;
    final List<InboundAction> actions = new ArrayList<>();
    InboundState state = new InboundState.Fresh(Known.NOTHING);

    InboundChat(UseStarttls terms) {
        machine = machine(terms);
    }

    InboundChat on(InboundEvent event) {
        S2sStep<InboundState, InboundAction> step = machine.step(state, event);
        state = step.state();
        actions.clear();
        actions.addAll(step.actions());
        return this;
    }

    InboundChat header(String... attributes) {
        return on(tag(Ns.SERVER, attributes));
    }

    InboundChat greet() {
        return header("to", "door.test", "from", "far.test", "version", "1.0");
    }

    InboundChat hears(String xml) {
        return on(new InboundEvent.Element(XmlElement.parse(xml).orElseThrow()));
    }

    /** Comes behind TLS. */
    InboundChat secured(Certificate certificate) {
        hears("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        return on(new InboundEvent.Secured(certificate));
    }

    /** All that is sent, closing tags and headers left out. */
    String said() {
        StringBuilder all = new StringBuilder();
        for (InboundAction action : actions) {
            switch (action) {
                case InboundAction.Send(XmlElement element) -> all.append(element);
                case InboundAction.Close(Optional<StreamError> error) ->
                    all.append(
                            error.map(e -> "error: " + e.condition().element()).orElse("closed"));
                default -> {}
            }
        }
        return all.toString();
    }

    static InboundMachine machine(UseStarttls terms) {
        return new InboundMachine(new InboundPolicy(
                "door.test",
                domain -> domain.endsWith("door.test"),
                pair -> !pair.remote().equals("denied.test"),
                domain -> terms,
                terms != UseStarttls.FALSE,
                domain -> KEYS,
                OptionalLong.of(10_000)));
    }

    static InboundEvent.Header tag(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new InboundEvent.Header(new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()), "id1");
    }

    static String result(String from, String to) {
        return "<db:result xmlns:db='jabber:server:dialback' from='" + from + "' to='" + to + "'>key</db:result>";
    }

    static String auth(String identity) {
        String text = identity.isEmpty()
                ? "="
                : Base64.getEncoder().encodeToString(identity.getBytes(StandardCharsets.UTF_8));
        return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>" + text + "</auth>";
    }
}
