package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.change.Effect;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.House;

/** Rosters in memory, and what others do to them. */
abstract class RosterHouse {
    static final Jid JULIET = Jid.of("juliet@capulet.test");
    static final Jid ROMEO = Jid.of("romeo@montague.test");
    static final RosterLimits LIMITS = new RosterLimits(3, 2, 10, 2, 8, 200);

    final House house = new House();
    final MemoryRosterStore store = new MemoryRosterStore();
    final Rosters rosters = rosters(false);

    Rosters rosters(boolean versioning) {
        return new Rosters(
                store, house.sessions(), house, LIMITS, new RosterSpec(versioning, false, Backend.MNESIA), 100);
    }

    Ear interested(String full) {
        House.Guest guest = house.enter(full);
        guest.session().interested(true);
        return guest.ear();
    }

    void befriend(Jid one, Jid other) {
        rosters.outbound(one, other, SubscriptionType.SUBSCRIBE, subscribe(""));
        rosters.inbound(one, other, SubscriptionType.SUBSCRIBED, of("subscribed"));
        rosters.inbound(one, other, SubscriptionType.SUBSCRIBE, subscribe(""));
        rosters.outbound(one, other, SubscriptionType.SUBSCRIBED, of("subscribed"));
        assertThat(rosters.roster(one).admits(other)).isTrue();
    }

    static Jid guest(int number) {
        return Jid.of("guest" + number + "@verona.test");
    }

    static Effect route(String type) {
        return Stanzas.route(JULIET, ROMEO, SubscriptionType.parse(type).orElseThrow());
    }

    static XmlElement of(String type) {
        return XmlElement.builder("presence", Ns.CLIENT).attribute("type", type).build();
    }

    static XmlElement subscribe(String status) {
        XmlElement.Builder presence = XmlElement.builder("presence", Ns.CLIENT).attribute("type", "subscribe");
        return status.isEmpty()
                ? presence.build()
                : presence.child("status", Ns.CLIENT, status).build();
    }
}
