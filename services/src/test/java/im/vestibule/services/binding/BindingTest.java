package im.vestibule.services.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.Limit;
import im.vestibule.model.Jid;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.blocking.BlockStore;
import im.vestibule.services.blocking.Blocking;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Care;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.iq.IqTable;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.session.Session;
import im.vestibule.services.store.StoreException;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BindingTest {
    private static final Jid ALICE = Jid.of("alice@a.test/desk");

    private final House house = new House();
    private final Hosts hosts = new Hosts(List.of(host()));
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final Binding binding = new Binding(
            hosts,
            house.sessions(),
            new Presences(house.sessions(), hosts, new Outside(components, Federation.none(hosts))),
            new Accounts(
                    Map.of("a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)), new Decoys(new byte[32])));
    private boolean broken;

    /** Block lists that nobody has anybody on. */
    private final class Lists implements BlockStore {
        @Override
        public Set<Jid> load(Jid account) {
            if (broken) {
                throw new StoreException("broken");
            }
            return Set.of();
        }

        @Override
        public void add(Jid account, Set<Jid> contacts) {}

        @Override
        public void remove(Jid account, Set<Jid> contacts) {}

        @Override
        public void drop(Jid account) {}
    }

    private Host host() {
        return new Host(
                "a.test",
                new Rules(Map.of(), Map.of(), List.of("a.test")),
                List.of(),
                new IqTable(List.of()),
                true,
                Optional.empty(),
                Optional.of(new Blocking(new Lists(), house.sessions(), Friends.rosters(house), 10, 10)),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Care.NONE,
                Optional.empty());
    }

    private static Session session() {
        return new Session(ALICE, "", new Ear(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    @Test
    void leavesNoSessionBehindIfTheStoreFails() {
        broken = true;
        Session session = session();

        assertThatThrownBy(() -> binding.open(session, "all")).isInstanceOf(StoreException.class);

        assertThat(house.sessions().of(ALICE)).isEmpty();
    }

    @Test
    void sendsAwayWhoHadTheResourceAlsoIfTheStoreFails() {
        Guest old = house.enter(ALICE.toString());
        broken = true;

        assertThatThrownBy(() -> binding.open(session(), "all")).isInstanceOf(StoreException.class);

        assertThat(old.ear().heard()).containsExactly("closed: conflict");
        assertThat(house.sessions().of(ALICE)).isEmpty();
    }

    @Test
    void opensOneAgainOnceItDoesNot() {
        broken = true;
        assertThatThrownBy(() -> binding.open(session(), "all")).isInstanceOf(StoreException.class);
        broken = false;
        Session session = session();

        assertThat(binding.open(session, "all")).isEmpty();

        assertThat(house.sessions().of(ALICE)).containsExactly(session);
    }
}
