package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import im.vestibule.config.Secret;
import im.vestibule.it.Neighbour.Wish;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Registered;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** People here and people at other houses' servers. */
class NeighbourIT {
    private final Realm realm = new Realm();

    @AfterEach
    void close() throws Exception {
        realm.close();
    }

    /** Each test has addresses of loopback to itself. */
    private void meet(String ours, String kind, boolean trusted, boolean bidi, int test) throws Exception {
        meet(ours, kind, trusted, bidi, test, "");
    }

    /**
     * @param trusted whether certificates are believed, so that they prove who somebody is; else dialback has to
     * @param finding lines for {@code [s2s]} that say how it is found
     */
    private void meet(String ours, String kind, boolean trusted, boolean bidi, int test, String finding)
            throws Exception {
        String theirs = "127.1." + test + ".2";
        Wish wish = new Wish(kind + ".test", theirs, trusted, bidi, ours, realm.place(ours));
        Authority authority = trusted ? realm.authority() : new Authority();
        Neighbour neighbour = switch (kind) {
            case "prosody" -> Neighbour.prosody(wish, authority);
            case "ejabberd" -> Neighbour.ejabberd(wish, authority);
            default -> throw new IllegalArgumentException(kind);
        };
        realm.keep(neighbour);
        realm.place(neighbour.domain(), neighbour.place());
        Site site = realm.open(
                ours,
                trusted ? "tls.cacertfile = 'ca.pem'" : "",
                "use_starttls = '" + (trusted ? "required_trusted" : "required")
                        + "'\n  certfile = 'own.pem'\n  cacertfile = 'ca.pem'\n  " + finding);
        EntityBareJid alice = JidCreate.entityBareFrom("alice@" + ours);
        EntityBareJid carol = JidCreate.entityBareFrom("carol@" + neighbour.domain());
        Registered _ = site.house().accounts().register(Jid.of(alice.toString()), new Secret(Person.PASSWORD));
        Person.register(neighbour.door(), carol);
        Log.Taken _ = Log.all().take();
        try (Person here = Person.login(site.door("secure"), alice);
                Person there = Person.login(neighbour.door(), carol)) {
            converse(alice, here, carol, there);
            Set<String> streams = new TreeSet<>();
            await().untilAsserted(() -> {
                streams.addAll(opened(neighbour.domain()));
                assertThat(streams).isEqualTo(expected(trusted, bidi));
            });
        } catch (AssertionError | Exception failure) {
            throw new AssertionError(failure.getMessage() + "\n" + neighbour.log(), failure);
        }
    }

    /** Which way streams were opened since it was asked last, and how their callers have proven themselves. */
    private static Set<String> opened(String remote) {
        return Log.all().take().events().stream()
                .filter(event -> event.getMessage().equals("s2s_opened"))
                .map(NeighbourIT::facts)
                .filter(facts -> remote.equals(facts.get("remote")))
                .map(facts -> facts.get("direction") + " " + facts.get("mechanism"))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> facts(ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(fact -> fact.key, fact -> String.valueOf(fact.value)));
    }

    /**
     * Alice has spoken first. The neighbour has to call us, too, where our stream goes one way only, or where he has to ask about our
     * key.
     */
    private static Set<String> expected(boolean trusted, boolean bidi) {
        String mechanism = trusted ? "EXTERNAL" : "dialback";
        return trusted && bidi ? Set.of("out " + mechanism) : Set.of("in " + mechanism, "out " + mechanism);
    }

    private static void converse(EntityBareJid alice, Person here, EntityBareJid carol, Person there) throws Exception {
        here.say(carol, "Is anybody there?");
        assertThat(there.hear()).isEqualTo("Is anybody there?");
        there.say(alice, "Said the traveller ♥");
        assertThat(here.hear()).isEqualTo("Said the traveller ♥");

        here.befriend(carol);
        there.befriend(alice);
        await().until(() -> here.knows(carol).equals(Optional.of(ItemType.both)));
        await().until(() -> there.knows(alice).equals(Optional.of(ItemType.both)));
        await().until(() -> here.presence(carol).isAvailable());
        there.is("knocking");
        await().until(() -> "knocking".equals(here.presence(carol).getStatus()));
        here.is("listening");
        await().until(() -> "listening".equals(there.presence(alice).getStatus()));
        assertThat(here.discovers(carol.asDomainBareJid())).contains("http://jabber.org/protocol/disco#info");
        assertThat(there.discovers(alice.asDomainBareJid())).contains("http://jabber.org/protocol/disco#info");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @NeedsProgram("prosody")
    void prosody(boolean trusted, boolean bidi) throws Exception {
        int test = (trusted ? 1 : 2) + (bidi ? 0 : 10);
        realm.place("door.test", new InetSocketAddress("127.1." + test + ".1", 5269));
        meet("door.test", "prosody", trusted, bidi, test);
    }

    @Test
    @NeedsProgram("prosody")
    void prosodyFoundByItsServiceRecord() throws Exception {
        NameServer names = new NameServer()
                .service("_xmpp-server._tcp.prosody.test", 0, 5269, "xmpp.prosody.test")
                .address("xmpp.prosody.test", "127.1.5.2");
        realm.keep(names);
        realm.veil("prosody.test");
        realm.place("door.test", new InetSocketAddress("127.1.5.1", 5269));

        meet("door.test", "prosody", true, true, 5, "dns.nameservers = [" + names.place() + "]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @NeedsProgram("ejabberdctl")
    void ejabberd(boolean trusted) throws Exception {
        // Found by the system's own means.
        realm.claim("localhost");
        meet("localhost", "ejabberd", trusted, false, trusted ? 3 : 4);
    }
}
