package im.vestibule.services.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.config.Limit;
import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
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
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import im.vestibule.services.store.StoreException;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BindingTest {
    private static final Jid ALICE = Jid.of("alice@a.test/desk");
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final House house = new House();
    private final Binding binding = binding(Duration.ofHours(1));
    private boolean broken;

    private Binding hasty() {
        return binding(Duration.ofMillis(1));
    }

    /** @param wait of a new session for one that it replaces */
    private Binding binding(Duration wait) {
        Hosts hosts = new Hosts(List.of(host(wait)));
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        return new Binding(
                hosts,
                house.sessions(),
                new Presences(house.sessions(), hosts, new Outside(components, Federation.none(hosts))),
                new Accounts(
                        Map.of("a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)),
                        new Decoys(new byte[32])));
    }

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

    private Host host(Duration wait) {
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
                wait,
                Care.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static Session session() {
        return new Session(ALICE, "", new Ear(), NOWHERE);
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

        assertThatThrownBy(() -> hasty().open(session(), "all")).isInstanceOf(StoreException.class);

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

    @Test
    void waitsUntilTheSessionThatIsReplacedIsOver() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean seenTo = new AtomicBoolean();
        Session old = new Session(ALICE, "", new Told(told), NOWHERE);
        assertThat(binding.open(old, "all")).isEmpty();
        Thread end = Thread.ofVirtual().start(() -> {
            await(told);
            seenTo.set(true);
            binding.close(old);
        });

        assertThat(binding.open(session(), "all")).isEmpty();

        assertThat(seenTo).isTrue();
        end.join();
    }

    /** What comes before its client knows that it is there would come too early. */
    @Test
    void nobodyFindsTheNewSessionWhileItWaits() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        List<Session> found = new CopyOnWriteArrayList<>();
        Session old = new Session(ALICE, "", new Told(told), NOWHERE);
        assertThat(binding.open(old, "all")).isEmpty();
        Thread end = Thread.ofVirtual().start(() -> {
            await(told);
            found.addAll(house.sessions().of(ALICE));
            binding.close(old);
        });

        assertThat(binding.open(session(), "all")).isEmpty();

        assertThat(found).containsExactly(old);
        end.join();
    }

    @Test
    void waitsNoLongerThanReplacedWaitTimeout() {
        Guest old = house.enter(ALICE.toString());
        Session session = session();

        assertThat(hasty().open(session, "all")).isEmpty();

        assertThat(old.ear().heard()).containsExactly("closed: conflict");

        assertThat(house.sessions().of(ALICE)).containsExactly(session);
    }

    /** Nobody waits for one that was never there. */
    @Test
    void oneThatCouldNotBeOpenedIsOver() throws InterruptedException {
        broken = true;
        Session session = session();
        assertThatThrownBy(() -> binding.open(session, "all")).isInstanceOf(StoreException.class);

        assertThat(session.awaitOver(0)).isTrue();
    }

    @Test
    void opensAtOnceOnceTheBlockListIsAtHand() {
        assertThat(binding.openAtOnce(session(), "all")).isFalse();
        assertThat(house.sessions().of(ALICE)).isEmpty();
        assertThat(binding.open(session("phone"), "all")).isEmpty();
        Session session = session();

        assertThat(binding.openAtOnce(session, "all")).isTrue();
        assertThat(house.sessions().of(ALICE)).hasSize(2).contains(session);
    }

    @Test
    void leavesTheRestToThoseWhoMayWait() {
        assertThat(binding.open(session(), "all")).isEmpty();

        // It is to end first.
        assertThat(binding.openAtOnce(session(), "all")).isFalse();
        // This is to be told.
        assertThat(binding.openAtOnce(session("phone"), "none")).isFalse();
        assertThat(house.sessions().of(ALICE)).hasSize(1);
    }

    @Test
    void anAccountHasAHundredSessionsUnlessARuleSaysOtherwise() {
        for (int i = 1; i <= 100; i++) {
            assertThat(binding.open(session("phone" + i), "all")).isEmpty();
        }

        assertThat(binding.open(session("one-more"), "all"))
                .map(StanzaError::condition)
                .contains(StanzaError.Condition.RESOURCE_CONSTRAINT);
        assertThat(binding.openAtOnce(session("one-more"), "all")).isFalse();
        assertThat(house.sessions().of(ALICE)).hasSize(100);
    }

    private static Session session(String resource) {
        return new Session(ALICE.withResource(resource).orElseThrow(), "", new Ear(), NOWHERE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Knows when it is to end. */
    private record Told(CountDownLatch told) implements Outlet {
        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            return false;
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            return false;
        }

        @Override
        public void close(StreamError reason) {
            told.countDown();
        }
    }
}
