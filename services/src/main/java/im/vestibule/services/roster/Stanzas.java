package im.vestibule.services.roster;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Effect;
import java.util.ArrayList;
import java.util.List;

/** The presence stanzas that a roster sends by itself. */
final class Stanzas {
    private Stanzas() {}

    /** The stanza between two bare addresses. */
    static XmlElement address(XmlElement stanza, Jid from, Jid to) {
        return stanza.with("from", from.toString()).with("to", to.toString());
    }

    static XmlElement presence(Jid from, Jid to, SubscriptionType type) {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("type", type.value())
                .attribute("from", from.toString())
                .attribute("to", to.toString())
                .build();
    }

    static Effect route(Jid from, Jid to, SubscriptionType type) {
        return new Effect.Route(from, to, presence(from, to, type));
    }

    /** What a contact is told when it is no longer one: nothing is granted or awaited any more. */
    static List<Effect> farewell(Jid owner, Item item) {
        State state = item.state();
        List<Effect> effects = new ArrayList<>();
        if (state.subscription().from()) {
            effects.add(new Effect.Unavailable(owner, item.contact()));
        }
        if (state.subscription().to() || state.ask()) {
            effects.add(route(owner, item.contact(), SubscriptionType.UNSUBSCRIBE));
        }
        if (state.subscription().from() || state.requested()) {
            effects.add(route(owner, item.contact(), SubscriptionType.UNSUBSCRIBED));
        }
        return effects;
    }
}
