package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.sasl.Layer;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import im.vestibule.xmpp.C2sState.Link;
import im.vestibule.xmpp.C2sState.Talk;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Events of a client's stream in tests, and how to read what it makes of them. */
final class C2sSteps {
    static final Jid ALICE = Jid.of("alice@door.test");
    static final Jid FULL = Jid.of("alice@door.test/desk");

    private static final C2sPolicy POLICY = C2sPolicies.plain(StartTls.OFFERED);
    static final C2sMachine MACHINE = new C2sMachine(POLICY);

    private C2sSteps() {}

    /** A stream that has begun, and not more. */
    static Talk talk(boolean secure) {
        Link link = secure ? new Link(true, Layer.NONE) : Link.CLEAR;
        return new Talk(
                link, "door.test", Optional.empty(), "", POLICY.offer("door.test", Layer.NONE), Optional.empty(), 0);
    }

    static C2sEvent.Header header(String namespace, String content, String version, String to) {
        XmlElement.Builder tag = XmlElement.builder("stream", namespace);
        if (!version.isEmpty()) {
            tag.attribute("version", version);
        }
        if (!to.isEmpty()) {
            tag.attribute("to", to);
        }
        return new C2sEvent.Header(new StreamHeader("stream", namespace, content, tag.build()));
    }

    static C2sEvent.Header header() {
        return header(Ns.STREAMS, Ns.CLIENT, "1.0", "door.test");
    }

    static C2sEvent.Element sasl(String name, String text) {
        return new C2sEvent.Element(XmlElement.builder(name, Ns.SASL)
                .attribute("mechanism", "PLAIN")
                .text(text)
                .build());
    }

    static String plain(String user, String password) {
        return base64("\0" + user + "\0" + password);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What comes of an attempt once its answer is due. */
    static C2sStep judged(C2sMachine machine, C2sStep step) {
        assertThat(step.actions()).singleElement().isInstanceOf(C2sAction.Judge.class);
        return machine.step(step.state(), new C2sEvent.Due());
    }

    /** Why the stream was ended, if it was by an error. */
    static Optional<Condition> condition(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Close.class::isInstance)
                .map(C2sAction.Close.class::cast)
                .flatMap(close -> close.error().stream())
                .map(StreamError::condition)
                .findFirst();
    }

    /** The first element that is sent. */
    static Optional<XmlElement> sent(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Send.class::isInstance)
                .map(action -> ((C2sAction.Send) action).element())
                .findFirst();
    }

    /** All elements that are sent. */
    static List<String> said(C2sStep step) {
        return step.actions().stream()
                .filter(C2sAction.Send.class::isInstance)
                .map(action -> ((C2sAction.Send) action).element().toString())
                .toList();
    }
}
