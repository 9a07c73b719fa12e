package im.vestibule.services.federation;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.component.Components;

/** Takes what the house itself has to say, such as presence, to domains that are not its own. Never waits. */
public final class Outside {
    private final Components components;
    private final Federation federation;

    public Outside(Components components, Federation federation) {
        this.components = components;
        this.federation = federation;
    }

    /**
     * Takes a stanza to the component or the server of the domain that it is for, if that wants to hear it.
     *
     * @param stanza with {@code from} and {@code to}
     */
    public void deliver(Jid from, Jid to, XmlElement stanza) {
        if (components.find(to.domain()) != null) {
            components.deliver(from, to, stanza);
        } else if (federation.reaches(to.domain())
                && federation.passage(from.domain(), to.domain()) instanceof Route route) {
            route.send(stanza);
        }
    }
}
