package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.it.Conversation.Step;
import im.vestibule.model.Jid;
import java.io.Closeable;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Has a {@link Conversation} with a server. */
final class Chat implements Closeable {
    private final Site site;
    private final String door;
    private final Phrases phrases = new Phrases();
    private final Map<String, Wire> wires = new LinkedHashMap<>();

    Chat(Site site, String door) {
        this.site = site;
        this.door = door;
    }

    void play(Conversation conversation) throws IOException {
        for (String account : conversation.accounts()) {
            site.renew(Jid.parse(account.contains("@") ? account : account + "@door.test")
                    .orElseThrow());
        }
        for (Step step : conversation.steps()) {
            try {
                play(step);
            } catch (AssertionError | IOException failure) {
                throw new AssertionError(
                        conversation.name() + ".wire:" + step.line() + ": " + failure.getMessage(), failure);
            }
        }
        for (Map.Entry<String, Wire> left : wires.entrySet()) {
            assertThat(
                            left.getValue().jid().isPresent()
                                    ? left.getValue().unread()
                                    : left.getValue().arrived())
                    .as("%s.wire: what %s hears at the end", conversation.name(), left.getKey())
                    .isEmpty();
        }
    }

    private void play(Step step) throws IOException {
        String text = step.text();
        switch (step.verb()) {
            case OPEN -> wire(step).open(text);
            case SECURE -> wire(step).greet(text);
            case AUTH -> wire(step).authenticate(Jid.parse(text).orElseThrow());
            case LOGIN -> wire(step).login(Jid.parse(text).orElseThrow());
            case JOIN -> join(step);
            case C -> wire(step).say(phrases.say(text, wire(step)::binding));
            case HEX -> wire(step).say(HexFormat.of().parseHex(text.replace(" ", "")));
            case TLS -> wire(step).secure();
            case S -> phrases.remember(wire(step).hear(phrases.expect(text)));
            case QUIET -> quiet(wire(step));
            case END -> {
                assertThat(wire(step).end()).isEmpty();
                cut(step);
            }
            case CUT -> cut(step);
            case GONE -> gone(Jid.parse(text).orElseThrow());
        }
    }

    private void join(Step step) throws IOException {
        String[] words = step.text().split(" ", 2);
        Wire wire = site.connect(words.length > 1 ? words[1] : "component");
        wires.put(step.peer(), wire);
        wire.join(words[0]);
    }

    private Wire wire(Step step) throws IOException {
        Wire wire = wires.get(step.peer());
        if (wire == null) {
            wire = site.connect(door);
            wires.put(step.peer(), wire);
        }
        return wire;
    }

    /**
     * A session's stanzas are handled in order, so once its ping is answered, all it sent before is done and is in the
     * loops of those who get something; there it comes before the second of two pings at the latest.
     */
    private void quiet(Wire wire) throws IOException {
        for (Wire other : wires.values()) {
            if (other.jid().isPresent()) {
                String _ = other.unread();
            }
        }
        String _ = wire.unread();
        assertThat(wire.unread()).isEmpty();
    }

    private void gone(Jid session) {
        await().until(() -> !site.has(session));
    }

    private void cut(Step step) throws IOException {
        Wire wire = wires.remove(step.peer());
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
