package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.config.Secret;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.federation.DialbackKeys;
import im.vestibule.services.federation.Pair;
import im.vestibule.xmpp.OutboundState.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A conversation with a server that we call: what was said to the machine, and what came of it. */
final class OutboundChat {
    static final Pair PAIR = new Pair("door.test", "far.test");
    static final Pair OTHER = new Pair("other.test", "far.test");
    static final DialbackKeys KEYS = new DialbackKeys(new Secret("ours"));
    static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    static final String EXTERNAL =
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>";
    static final String SM = "<sm xmlns='urn:xmpp:sm:3'/>";
    static final String BIDI = "<bidi xmlns='urn:xmpp:features:bidi'/>";
    static final String SHARES =
            "<dialback xmlns='urn:xmpp:features:dialback'><errors xmlns='urn:xmpp:features:dialback'/></dialback>";
    static final String VALID =
            "<db:result xmlns:db='jabber:server:dialback' from='far.test' to='door.test' type='valid'/>";
    static final Certificate GOOD = new InboundChat.Paper("far.test");

    private final OutboundMachine machine;
    final List<OutboundAction> actions = new ArrayList<>();
    OutboundState state = new OutboundState.Fresh(new Known(false, false, false));

    OutboundChat(Call call) {
        machine = new OutboundMachine(call);
        on(new OutboundEvent.Connected());
    }

    OutboundChat on(OutboundEvent event) {
        S2sStep<OutboundState, OutboundAction> step = machine.step(state, event);
        state = step.state();
        actions.clear();
        actions.addAll(step.actions());
        return this;
    }

    OutboundChat header(String... attributes) {
        return on(tag(Ns.SERVER, attributes));
    }

    OutboundChat features(String features) {
        return header("id", "id1", "version", "1.0")
                .hears("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>" + features
                        + "</stream:features>");
    }

    OutboundChat hears(String xml) {
        return on(new OutboundEvent.Element(XmlElement.parse(xml).orElseThrow()));
    }

    OutboundChat secured(Certificate certificate) {
        return features(STARTTLS)
                .hears("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
                .on(new OutboundEvent.Secured(certificate));
    }

    String said() {
        StringBuilder all = new StringBuilder();
        for (OutboundAction action : actions) {
            switch (action) {
                case OutboundAction.Open _ -> all.append("<stream>");
                case OutboundAction.Send(XmlElement element) -> all.append(element);
                case OutboundAction.Close(Optional<StreamError> error) ->
                    all.append(
                            error.map(e -> "error: " + e.condition().element()).orElse("closed"));
                default -> {}
            }
        }
        return all.toString();
    }

    static Call call(UseStarttls tls, boolean external) {
        return new Call(PAIR, tls, external, KEYS, Optional.empty());
    }

    static Call question() {
        return new Call(
                PAIR, UseStarttls.OPTIONAL, true, KEYS, Optional.of(new Call.Question("their-id", "their-key")));
    }

    static OutboundEvent.Header tag(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new OutboundEvent.Header(new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()));
    }

    static String dialback() {
        return "<result xmlns='jabber:server:dialback' from='door.test' to='far.test'>"
                + KEYS.key("far.test", "door.test", "id1") + "</result>";
    }

    static OutboundChat shared() {
        return new OutboundChat(call(UseStarttls.FALSE, false)).features(SHARES).hears(VALID);
    }
}
