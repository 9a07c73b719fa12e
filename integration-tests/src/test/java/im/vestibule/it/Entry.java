package im.vestibule.it;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A client's way from a line to a session, by PLAIN.
 *
 * @param me with the resource that is wanted
 * @param mail takes messages that come on the way
 */
record Entry(Link link, Jid me, Consumer<Element> mail) {
    static final String MANAGEMENT = "urn:xmpp:sm:3";

    /** @throws IOException if the server does not believe it, or the line breaks */
    void authenticate(String password) throws IOException {
        link.greet(me.domain());
        link.say(Wire.plain(me, password));
        Element _ = expect("success");
        link.greet(me.domain());
    }

    /** What the server says to that: {@code resumed}, or {@code failed} if the session is no more. */
    Element resume(Counted session) throws IOException {
        link.say("<resume xmlns='" + MANAGEMENT + "' previd='" + session.id() + "' h='" + session.heard() + "'/>");
        Element answer = new Element(link.hear());
        if (!answer.is("resumed") && !answer.is("failed")) {
            throw new IOException("instead of resumed: " + answer);
        }
        return answer;
    }

    /** A new session, which counts. */
    Counted bind() throws IOException {
        link.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + me.resource()
                + "</resource></bind></iq>");
        Element bound = expect("iq");
        if (!bound.text().contains("<jid>")) {
            throw new IOException("not bound: " + bound);
        }
        link.say("<enable xmlns='" + MANAGEMENT + "' resume='true'/>");
        return new Counted(expect("enabled").id().orElseThrow(() -> new IOException("no id to resume by")));
    }

    private Element expect(String name) throws IOException {
        while (true) {
            Element heard = new Element(link.hear());
            String what = heard.name();
            if (what.equals(name)) {
                return heard;
            }
            switch (what) {
                case "message" -> mail.accept(heard);
                case "iq", "presence", "r" -> {}
                default -> throw new IOException("instead of " + name + ": " + heard.text());
            }
        }
    }
}
