package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Secret;
import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.model.StreamHeader;
import im.vestibule.model.XmlElement;
import im.vestibule.services.component.Joining;

/** A component's stream: nobody is let in who does not know the password, nor as anybody else. */
final class ComponentWalk extends Walk<ComponentState, ComponentEvent, ComponentAction> {
    /** SHA-1 of {@code 3BF96D32test}, the example of XEP-0114 §3. */
    private static final String PROOF = "aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e";

    private static final String ID = "3BF96D32";
    private static final StreamError BAD = StreamError.of(Condition.NOT_WELL_FORMED);

    private final ComponentMachine machine = new ComponentMachine("door.test", new Secret("test"));
    private boolean proved;

    ComponentWalk() {
        super(new ComponentState.Fresh());
        may("header", () -> header(Ns.COMPONENT, "to", "echo.door.test"));
        may("proof", () -> handshake(PROOF));
        may("due", ComponentEvent.Due::new);
        may("joined", () -> new ComponentEvent.Joined(Joining.JOINED));
        may("taken", () -> new ComponentEvent.Joined(Joining.TAKEN));
        may("wrong", () -> handshake("aaee83c26aeeafcbabeabfcbcd50df997e0a2a1f"));
        may("everywhere", () -> header(Ns.COMPONENT, "to", "echo", "is_subdomain", "true"));
        may("nameless", () -> header(Ns.COMPONENT));
        may("client", () -> header(Ns.CLIENT, "to", "echo.door.test"));
        may(
                "message",
                () -> element("<message xmlns='jabber:component:accept' to='a@door.test' from='echo.door.test'/>"));
        may("spelt", () -> new ComponentEvent.Element(spelt(XmlElement.of("presence", Ns.COMPONENT))));
        may("end", ComponentEvent.End::new);
        may("malformed", () -> new ComponentEvent.Malformed(BAD, ID));
        may("late", () -> new ComponentEvent.Late(ID));
        may("ending", () -> new ComponentEvent.Ending(BAD, ID));
        may("lost", () -> new ComponentEvent.Lost(Cause.CONNECTION_LOST));
    }

    private static ComponentEvent header(String contentNamespace, String... attributes) {
        XmlElement.Builder tag = XmlElement.builder("stream", Ns.STREAMS);
        for (int i = 0; i < attributes.length; i += 2) {
            tag.attribute(attributes[i], attributes[i + 1]);
        }
        return new ComponentEvent.Header(new StreamHeader("stream", Ns.STREAMS, contentNamespace, tag.build()), ID);
    }

    private static ComponentEvent handshake(String text) {
        return new ComponentEvent.Element(XmlElement.of("handshake", Ns.COMPONENT, text));
    }

    private static ComponentEvent element(String text) {
        return new ComponentEvent.Element(xml(text));
    }

    @Override
    Done<ComponentState, ComponentAction> step(ComponentState state, ComponentEvent event) {
        ComponentStep step = machine.step(state, event);
        return new Done<>(step.state(), step.actions());
    }

    @Override
    Meaning meaning(ComponentAction action) {
        return switch (action) {
            case ComponentAction.Open _ -> Meaning.OPEN;
            case ComponentAction.Send _ -> Meaning.SEND;
            case ComponentAction.Close(var error) -> ended(error);
            case ComponentAction.Judge _,
                    ComponentAction.Join _,
                    ComponentAction.Progress _,
                    ComponentAction.Settled _ -> Meaning.OTHER;
        };
    }

    @Override
    boolean isOver(ComponentState state) {
        return state instanceof ComponentState.Ended;
    }

    @Override
    void check(ComponentState before, ComponentEvent event, Done<ComponentState, ComponentAction> done) {
        if (before instanceof ComponentState.Greeted
                && event instanceof ComponentEvent.Element(XmlElement element)
                && element.is("handshake", Ns.COMPONENT)) {
            proved = element.text().equals(PROOF);
        }
        switch (done.state()) {
            case ComponentState.Joining _, ComponentState.Established _ ->
                assertThat(proved).isTrue();
            case ComponentState.Fresh _,
                    ComponentState.Greeted _,
                    ComponentState.Answering _,
                    ComponentState.Ended _ -> {}
        }
        if (done.state() instanceof ComponentState.Established(var claim)
                && !(before instanceof ComponentState.Established)) {
            assertThat(before).isEqualTo(new ComponentState.Joining(claim));
            assertThat(event).isEqualTo(new ComponentEvent.Joined(Joining.JOINED));
        }
    }
}
