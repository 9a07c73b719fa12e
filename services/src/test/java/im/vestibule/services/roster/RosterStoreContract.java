package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every place to keep rosters promises. */
abstract class RosterStoreContract {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid NURSE = Jid.of("nurse@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final Jid GATEWAY = Jid.of("gateway.test");

    abstract RosterStore store();

    @Test
    void knowsNothingOfAStranger() {
        Roster roster = store().load(JULIET);

        assertThat(roster.items()).isEmpty();
        assertThat(roster.version()).isZero();
    }

    @Test
    void keepsEveryPartOfAnItem() {
        Item romeo = new Item(
                ROMEO,
                true,
                "Romeo <3 & \"co\"",
                List.of("Lovers", "Été", "a'b"),
                new State(Subscription.TO, false, true, false),
                Optional.of(request("Let me <see> you & me")));
        Item gateway = new Item(
                GATEWAY, true, "", List.of(), new State(Subscription.NONE, true, false, true), Optional.empty());
        Item nurse = new Item(
                NURSE,
                false,
                "",
                List.of(),
                new State(Subscription.NONE, false, true, false),
                Optional.of(request("x")));
        store().save(JULIET, romeo, 7);
        store().save(JULIET, gateway, 8);
        store().save(JULIET, nurse, 9);

        Roster roster = store().load(JULIET);

        assertThat(roster.version()).isEqualTo(9);
        assertThat(roster.items()).containsExactlyInAnyOrder(romeo, gateway, nurse);
        assertThat(store().load(JULIET).items()).containsExactlyElementsOf(roster.items());
    }

    @Test
    void replacesAnItem() {
        store().save(JULIET, Item.stranger(ROMEO).listed("Romeo", List.of("Lovers")), 1);
        Item mercutio = Item.stranger(ROMEO).listed("Mercutio", List.of());

        store().save(JULIET, mercutio, 2);

        assertThat(store().load(JULIET).items()).containsExactly(mercutio);
        assertThat(store().load(JULIET).version()).isEqualTo(2);
    }

    @Test
    void keepsTheVersionOfAnEmptyRoster() {
        store().save(JULIET, Item.stranger(ROMEO).listed("", List.of()), 1);

        store().delete(JULIET, ROMEO, 2);
        store().delete(JULIET, NURSE, 3);

        assertThat(store().load(JULIET).items()).isEmpty();
        assertThat(store().load(JULIET).version()).isEqualTo(3);
    }

    @Test
    void keepsAccountsApart() {
        Jid namesake = Jid.of("juliet@montague.test");
        store().save(JULIET, Item.stranger(ROMEO).listed("", List.of()), 1);
        store().save(namesake, Item.stranger(ROMEO).listed("", List.of()), 2);
        store().save(ROMEO, Item.stranger(JULIET).listed("", List.of()), 3);

        store().drop(JULIET);

        assertThat(store().load(JULIET).items()).isEmpty();
        assertThat(store().load(JULIET).version()).isZero();
        assertThat(store().load(namesake).items()).hasSize(1);
        assertThat(store().load(ROMEO).items()).hasSize(1);
    }

    private static XmlElement request(String status) {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("from", ROMEO.toString())
                .attribute("to", JULIET.toString())
                .attribute("type", "subscribe")
                .child("status", Ns.CLIENT, status)
                .child(XmlElement.builder("nick", "http://jabber.org/protocol/nick")
                        .attribute(Ns.XML, "lang", "it")
                        .text("Roméo")
                        .build())
                .build();
    }
}
