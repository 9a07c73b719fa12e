package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The category {@code roster}. What the claims about administrators are, users do for themselves. */
abstract class RosterEffects extends GraphQlEffects {
    private static final Jid CAROL = Jid.of("carol@door.test");
    private static final String WHOSE = "user: 'alice@door.test', ";

    RosterEffects() throws IOException {}

    /** A client that is told of changes to its roster. */
    private Wire interested(Jid account) throws IOException {
        Wire wire = attend(account, "desk");
        wire.say("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        XmlElement _ = told(wire, "iq", "id='roster'", "type='result'");
        return wire;
    }

    /** The next item of a roster that a client is told of. */
    private static XmlElement pushed(Wire wire) throws IOException {
        return told(wire, "iq", "type='set'")
                .element("query", "jabber:iq:roster")
                .flatMap(XmlElement::firstElement)
                .orElseThrow();
    }

    private static void isPushed(Wire wire, String contact, String subscription) throws IOException {
        XmlElement item = pushed(wire);
        assertThat(item.attribute("jid")).contains(contact);
        assertThat(item.attribute("subscription")).contains(subscription);
    }

    private static JsonNode contact(String name, String group, String subscription, String ask) {
        return json("{'jid': 'bob@door.test', 'name': '" + name + "', 'groups': ["
                + (group.isEmpty() ? "" : "'" + group + "'") + "], 'subscription': '" + subscription + "', 'ask': '"
                + ask + "'}");
    }

    /** Who acts, and how it says that it is about Alice. */
    private void adds(GraphQlDeeds deeds, String whose, String none) throws Exception {
        Wire alice = interested(ALICE);
        assertThat(deeds.does(
                        "mutation roster.addContact",
                        whose + "contact: 'bob@door.test', name: 'Bob', groups: ['Friends']"))
                .isEqualTo(json("'Contact added successfully'"));
        XmlElement item = pushed(alice);
        assertThat(item.attribute("jid")).contains("bob@door.test");
        assertThat(item.attribute("name")).contains("Bob");
        assertThat(item.firstElement().map(XmlElement::text)).contains("Friends");
        assertThat(deeds.does("query roster.getContact", whose + "contact: 'bob@door.test'"))
                .isEqualTo(contact("Bob", "Friends", "NONE", "NONE"));
        assertThat(deeds.does("query roster.listContacts", none))
                .containsExactly(contact("Bob", "Friends", "NONE", "NONE"));

        assertThat(deeds.does("mutation roster.deleteContact", whose + "contact: 'bob@door.test'"))
                .isEqualTo(json("'Contact deleted successfully'"));
        isPushed(alice, "bob@door.test", "remove");
        assertThat(deeds.does("query roster.listContacts", none)).isEqualTo(json("[]"));
    }

    private void addsSome(GraphQlDeeds deeds, String whose, String none) throws Exception {
        site().renew(CAROL);
        Wire alice = interested(ALICE);
        assertThat(deeds.does(
                        "mutation roster.addContacts",
                        whose + "contacts: [{jid: 'bob@door.test', name: 'Bob', groups: ['Work']},"
                                + " {jid: 'carol@door.test', name: 'Carol'}]"))
                .isEqualTo(json("['Contact added successfully', 'Contact added successfully']"));
        isPushed(alice, "bob@door.test", "none");
        isPushed(alice, "carol@door.test", "none");
        assertThat(deeds.does("query roster.listContacts", none))
                .containsExactlyInAnyOrder(
                        contact("Bob", "Work", "NONE", "NONE"),
                        json("{'jid': 'carol@door.test', 'name': 'Carol', 'groups': [], 'subscription': 'NONE',"
                                + " 'ask': 'NONE'}"));

        assertThat(deeds.does(
                        "mutation roster.deleteContacts", whose + "contacts: ['bob@door.test', 'carol@door.test']"))
                .isEqualTo(json("['Contact deleted successfully', 'Contact deleted successfully']"));
        isPushed(alice, "bob@door.test", "remove");
        isPushed(alice, "carol@door.test", "remove");
        assertThat(deeds.does("query roster.listContacts", none)).isEqualTo(json("[]"));
    }

    @ByAdministrators
    void contactsComeAndGo(String door) throws Exception {
        adds(at(door), WHOSE, "user: 'alice@door.test'");
        addsSome(at(door), WHOSE, "user: 'alice@door.test'");
    }

    @Test
    void usersHaveTheirContactsComeAndGo() throws Exception {
        adds(user(ALICE), "", "");
        addsSome(user(ALICE), "", "");
    }

    private static void subscribes(GraphQlDeeds deeds, String whose, String contact, String action, String type)
            throws Exception {
        assertThat(deeds.does("mutation roster.subscription", whose + "contact: '" + contact + "', action: " + action))
                .isEqualTo(json("'Subscription stanza with type " + type + " sent successfully'"));
    }

    private static void shows(GraphQlDeeds deeds, String whose, JsonNode contact) {
        Patience.await()
                .untilAsserted(
                        () -> assertThat(deeds.does("query roster.getContact", whose + "contact: 'bob@door.test'"))
                                .isEqualTo(contact));
    }

    /** One asks, the other lets it see and then no more; each is told whenever the other acts. */
    private void courts(GraphQlDeeds alices, GraphQlDeeds bobs, String alice, String bob) throws Exception {
        Wire there = interested(BOB);
        subscribes(alices, alice, "bob@door.test", "INVITE", "subscribe");
        XmlElement _ = told(there, "presence", "type='subscribe'", "from='alice@door.test'");
        shows(alices, alice, contact("", "", "NONE", "OUT"));

        Wire here = interested(ALICE);
        subscribes(bobs, bob, "alice@door.test", "ACCEPT", "subscribed");
        XmlElement _ = told(here, "presence", "from='bob@door.test/desk'");
        shows(alices, alice, contact("", "", "TO", "NONE"));
        subscribes(bobs, bob, "alice@door.test", "DECLINE", "unsubscribed");
        XmlElement _ = told(here, "presence", "type='unavailable'", "from='bob@door.test/desk'");
        shows(alices, alice, contact("", "", "NONE", "NONE"));
        subscribes(alices, alice, "bob@door.test", "INVITE", "subscribe");
        subscribes(alices, alice, "bob@door.test", "CANCEL", "unsubscribe");
        XmlElement _ = told(there, "presence", "type='unsubscribe'", "from='alice@door.test'");
    }

    @ByAdministrators
    void presenceIsAskedForAndShown(String door) throws Exception {
        courts(at(door), at(door), WHOSE, "user: 'bob@door.test', ");
    }

    @Test
    void usersAskForPresenceAndShowIt() throws Exception {
        courts(user(ALICE), user(BOB), "", "");
    }

    private static JsonNode both(Jid jid, String name) {
        return json(
                "{'jid': '" + jid + "', 'name': '" + name + "', 'groups': [], 'subscription': 'BOTH', 'ask': 'NONE'}");
    }

    private static void hasContacts(GraphQlDeeds deeds, Jid user, JsonNode... contacts) {
        Patience.await()
                .untilAsserted(() -> assertThat(deeds.does("query roster.listContacts", "user: '" + user + "'"))
                        .containsExactlyInAnyOrder(contacts));
    }

    @ByAdministrators
    void twoMeetAndForgetEachOther(String door) throws Exception {
        Wire alice = attend(ALICE, "desk");
        Wire bob = attend(BOB, "desk");
        String pair = "userA: 'alice@door.test', userB: 'bob@door.test', action: ";
        assertThat(at(door).does("mutation roster.setMutualSubscription", pair + "CONNECT"))
                .isEqualTo(json("'Mutual subscription set successfully'"));
        XmlElement _ = told(alice, "presence", "from='bob@door.test/desk'");
        XmlElement _ = told(bob, "presence", "from='alice@door.test/desk'");
        hasContacts(at(door), ALICE, both(BOB, ""));
        hasContacts(at(door), BOB, both(ALICE, ""));

        assertThat(at(door).does("mutation roster.setMutualSubscription", pair + "DISCONNECT"))
                .isEqualTo(json("'Mutual subscription set successfully'"));
        XmlElement _ = told(alice, "presence", "type='unavailable'", "from='bob@door.test/desk'");
        XmlElement _ = told(bob, "presence", "type='unavailable'", "from='alice@door.test/desk'");
        hasContacts(at(door), ALICE);
        hasContacts(at(door), BOB);
    }

    @ByAdministrators
    void oneMeetsAll(String door) throws Exception {
        site().renew(CAROL);
        assertThat(at(door).does(
                                "mutation roster.subscribeToAll",
                                "user: {jid: 'alice@door.test', name: 'Alice'},"
                                        + " contacts: [{jid: 'bob@door.test', name: 'Bob'},"
                                        + " {jid: 'carol@door.test', name: 'Carol'}]"))
                .isEqualTo(json("['alice@door.test and bob@door.test see each other',"
                        + " 'alice@door.test and carol@door.test see each other']"));
        hasContacts(at(door), ALICE, both(BOB, "Bob"), both(CAROL, "Carol"));
        hasContacts(at(door), BOB, both(ALICE, "Alice"));
        hasContacts(at(door), CAROL, both(ALICE, "Alice"));
    }

    @ByAdministrators
    void allMeetAll(String door) throws Exception {
        site().renew(CAROL);
        assertThat(at(door).does(
                                "mutation roster.subscribeAllToAll",
                                "contacts: [{jid: 'alice@door.test', name: 'Alice'},"
                                        + " {jid: 'bob@door.test', name: 'Bob'},"
                                        + " {jid: 'carol@door.test', name: 'Carol'}]"))
                .hasSize(3);
        hasContacts(at(door), ALICE, both(BOB, "Bob"), both(CAROL, "Carol"));
        hasContacts(at(door), BOB, both(ALICE, "Alice"), both(CAROL, "Carol"));
        hasContacts(at(door), CAROL, both(ALICE, "Alice"), both(BOB, "Bob"));
    }
}
