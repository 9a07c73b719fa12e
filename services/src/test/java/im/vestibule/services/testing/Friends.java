package im.vestibule.services.testing;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.roster.MemoryRosterStore;
import im.vestibule.services.roster.RosterLimits;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SubscriptionType;

/** Accounts and those who see them. */
public final class Friends {
    private Friends() {}

    /** Rosters in memory. */
    public static Rosters rosters(House house) {
        return new Rosters(
                new MemoryRosterStore(),
                house.sessions(),
                house,
                RosterLimits.DEFAULT,
                new RosterSpec(false, false, Backend.MNESIA),
                1_000);
    }

    /** Lets a contact see an account's presence. */
    public static void admit(Rosters rosters, Jid account, Jid contact) {
        rosters.inbound(account, contact, SubscriptionType.SUBSCRIBE, presence(SubscriptionType.SUBSCRIBE));
        rosters.outbound(account, contact, SubscriptionType.SUBSCRIBED, presence(SubscriptionType.SUBSCRIBED));
        assertThat(rosters.admits(account, contact)).isTrue();
    }

    /** Lets an account see a contact's presence. */
    public static void follow(Rosters rosters, Jid account, Jid contact) {
        rosters.outbound(account, contact, SubscriptionType.SUBSCRIBE, presence(SubscriptionType.SUBSCRIBE));
        rosters.inbound(account, contact, SubscriptionType.SUBSCRIBED, presence(SubscriptionType.SUBSCRIBED));
        assertThat(rosters.roster(account).subscriptions()).contains(contact);
    }

    private static XmlElement presence(SubscriptionType type) {
        return XmlElement.builder("presence", Ns.CLIENT)
                .attribute("type", type.value())
                .build();
    }
}
