package im.vestibule.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.offline.MemoryOfflineStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole streams of several clients, from the bytes on, and whatever those may be: no stanza goes to anybody but to whom it was sent, or
 * back; none comes twice on a connection; and who does not know a password is neither heard nor told anything.
 */
class StreamsFuzzTest {
    private static final int STEPS = 200;
    private static final int STRANGER = 3;
    private static final List<String> ACCOUNTS = List.of("alice", "alice", "bob", "mallory");
    private static final List<String> RESOURCES = List.of("desk", "phone", "desk", "desk");
    private static final List<String> TARGETS = List.of(
            "alice@d.test", "alice@d.test/desk", "alice@d.test/phone", "bob@d.test", "bob@d.test/desk", "carol@d.test");

    static Stream<byte[]> chats() {
        byte[] all = loggedIn();
        return Stream.of(
                all,
                with(all, 16, 3, 17, 1, 18, 0, 18, 1, 18, 5),
                with(all, 24, 26, 18, 0, 17, 3, 28, 30, 32, 1, 44, 0, 4, 0, 36, 0, 1),
                with(all, 16, 3, 44, 48, 60, 40, 4, '<', 'a', '/', '>'),
                with(all, 20, 1, 0, 21, 2, 0, 22, 3, 1, 23, 4, 2, 56, 57, 58, 59),
                new byte[] {19, 0, 7, 3, 15, 0, 19, 1, 27});
    }

    /** All four have tried to log in, to bind, and to be there. */
    private static byte[] loggedIn() {
        int[] login = {0, 4, 0, 8, 12, 0};
        byte[] all = new byte[ACCOUNTS.size() * login.length];
        for (int i = 0; i < all.length; i++) {
            boolean chooses = i % login.length < login.length - 1;
            all[i] = (byte) (login[i % login.length] | (chooses ? i / login.length : 0));
        }
        return all;
    }

    @Test
    void hearsOfMessagesAtAll() {
        assertThat(new Chat(with(loggedIn(), 16, 3, 18, 1)).run()).isEqualTo(2);
    }

    private static byte[] with(byte[] first, int... more) {
        byte[] all = Arrays.copyOf(first, first.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[first.length + i] = (byte) more[i];
        }
        return all;
    }

    @MethodSource("chats")
    @FuzzTest
    void bringsStanzasToWhomTheyAreFor(byte[] script) {
        new Chat(script).run();
    }

    /** Who sent what to whom. */
    private record Sent(int from, Jid to) {}

    private static final class Chat {
        private final WholeServer server =
                new WholeServer(new MemoryOfflineStore(), "d.test", List.of("alice", "bob", "carol"));
        private final ByteBuffer script;
        /** Nobody spells it by chance. */
        private final String nonce;

        private final Map<String, Sent> sent = new HashMap<>();
        private final List<LooseWire> wires = new ArrayList<>();
        private final Map<LooseWire, Integer> owners = new HashMap<>();
        private final String[] sessions = {"none", "none", "none", "none"};

        Chat(byte[] bytes) {
            script = ByteBuffer.wrap(bytes);
            nonce = "n" + Arrays.hashCode(bytes);
            for (int who = 0; who < ACCOUNTS.size(); who++) {
                wires.add(connect(who));
            }
        }

        private LooseWire connect(int who) {
            LooseWire wire = new LooseWire();
            wire.begin(server.dial(wire));
            owners.put(wire, who);
            return wire;
        }

        /** How many messages were heard. */
        int run() {
            for (int i = 0; i < STEPS && script.hasRemaining(); i++) {
                int move = script.get() & 0xFF;
                step(move & 3, move >> 2 & 0xF);
            }
            work();
            server.pass(Duration.ofSeconds(10));
            work();
            owners.forEach(this::check);
            server.end();
            return owners.keySet().stream().mapToInt(LooseWire::messages).sum();
        }

        private int next() {
            return script.hasRemaining() ? script.get() & 0xFF : 0;
        }

        private void step(int who, int what) {
            LooseWire wire = wires.get(who);
            switch (what) {
                case 0 ->
                    wire.say("<stream:stream xmlns='jabber:client' xmlns:stream='" + Ns.STREAMS
                            + "' version='1.0' to='d.test'>");
                case 1 -> wire.say("<auth xmlns='" + Ns.SASL + "' mechanism='PLAIN'>" + plain(who) + "</auth>");
                case 2 ->
                    wire.say("<iq type='set' id='bind'><bind xmlns='" + Ns.BIND + "'><resource>" + RESOURCES.get(who)
                            + "</resource></bind></iq>");
                case 3 -> wire.say("<presence><priority>" + next() % 3 + "</priority></presence>");
                case 4 -> wire.say(message(who, TARGETS.get(next() % TARGETS.size())));
                case 5 ->
                    wire.say("<iq type='get' id='" + next() + "' to='" + TARGETS.get(next() % TARGETS.size())
                            + "'><ping xmlns='urn:xmpp:ping'/></iq>");
                case 6 -> wire.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
                case 7 -> wire.say("<r xmlns='urn:xmpp:sm:3'/>");
                case 8 -> wire.say("<a xmlns='urn:xmpp:sm:3' h='" + next() % 8 + "'/>");
                case 9 ->
                    wire.say("<resume xmlns='urn:xmpp:sm:3' previd='" + sessions[next() % 4] + "' h='" + next() % 8
                            + "'/>");
                case 10 -> wire.say(raw());
                case 11 -> again(who);
                case 12 -> server.pass(Duration.ofSeconds(next()));
                case 13 -> wire.say("<presence type='unavailable'/>");
                case 14 -> wire.say("</stream:stream>");
                default -> work();
            }
            // Answers of other threads mostly come before the client goes on.
            if (what < 10) {
                work();
            }
            sessions[who] = wire.session;
        }

        private String message(int who, String to) {
            String body = nonce + "-" + sent.size();
            sent.put(body, new Sent(who, Jid.of(to)));
            return "<message type='chat' to='" + to + "'><body>" + body + "</body></message>";
        }

        private byte[] raw() {
            int wanted = next() & 0x7F;
            byte[] bytes = new byte[Math.min(script.remaining(), wanted)];
            script.get(bytes);
            return bytes;
        }

        private void again(int who) {
            wires.get(who).cut();
            wires.set(who, connect(who));
        }

        private void work() {
            int left = 10_000;
            while (server.work()) {
                assertThat(left--).as("it comes to an end").isPositive();
            }
        }

        private static String plain(int who) {
            String password = who == STRANGER ? "guess" : WholeServer.PASSWORD;
            return Base64.getEncoder().encodeToString(("\0" + ACCOUNTS.get(who) + "\0" + password).getBytes(UTF_8));
        }

        private void check(LooseWire wire, int who) {
            wire.check();
            assertThat(wire.authenticated && who == STRANGER).isFalse();
            for (XmlElement stanza : wire.stanzas) {
                stanza.element("body", Ns.CLIENT)
                        .map(XmlElement::text)
                        .map(sent::get)
                        .ifPresent(known -> isFor(who, stanza, known));
            }
        }

        private static void isFor(int who, XmlElement stanza, Sent known) {
            assertThat(known.from()).as("a stranger is not heard").isNotEqualTo(STRANGER);
            boolean back = stanza.attribute("type").orElse("").equals("error");
            assertThat(ACCOUNTS.get(who))
                    .isEqualTo(back ? ACCOUNTS.get(known.from()) : known.to().local());
            if (!back) {
                assertThat(stanza.attribute("from").map(Jid::of).map(Jid::local))
                        .contains(ACCOUNTS.get(known.from()));
            }
        }
    }
}
