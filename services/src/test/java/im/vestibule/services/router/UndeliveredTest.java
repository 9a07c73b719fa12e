package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.component.Component;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.federation.Pair;
import im.vestibule.services.federation.Route;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.MemoryOfflineStore;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.resumption.Held;
import im.vestibule.services.resumption.Holding;
import im.vestibule.services.resumption.Unacknowledged;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.Ear;
import im.vestibule.services.testing.Far;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Pending;
import im.vestibule.services.testing.Served;
import im.vestibule.services.testing.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UndeliveredTest {
    private static final Jid BOB = Jid.of("bob@a.test");
    private static final String GONE =
            "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' from='a.test' stamp='2026-11-22T12:00:00Z'>"
            + "the resource that it was for is gone</delay>";

    private final House house = new House();
    private final MemoryOfflineStore store = new MemoryOfflineStore();
    private final Offline offline = new Offline(store, house, new OfflineSpec("quota", false, Backend.MNESIA));
    private final Hosts hosts = new Hosts(List.of(
            Served.host("a.test", Optional.empty(), Optional.of(offline)), Served.host("b.test", Optional.empty())));
    private final Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
    private final List<Route> dialled = new ArrayList<>();
    private final Federation federation = Far.federation(hosts, dialled::add, (stanza, error) -> {});
    private final Accounts accounts = new Accounts(
            Map.of(
                    "a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY),
                    "b.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)),
            new Decoys(new byte[32]));
    private final Router router = new Router(
            hosts,
            house.sessions(),
            accounts,
            new Presences(house.sessions(), hosts, new Outside(components, federation)),
            components,
            federation);
    private final Holding holding = new Holding(hosts, Runnable::run);
    private final Guest alice = house.arrive("alice@a.test/x");
    private final Guest phone = house.arrive("bob@a.test/phone");
    private final Held held = holding.open(BOB, "s1");
    private final Tick tick = new Tick();

    private Unacknowledged stanza(long number, String stanza, Receipt receipt) {
        return Pending.stanza(number, stanza, house.instant(), receipt);
    }

    private static String chat(String body) {
        return "<message from='alice@a.test/x' to='bob@a.test/phone' type='chat' id='1'><body>" + body
                + "</body></message>";
    }

    private void over(Unacknowledged... stanzas) {
        house.pass(Duration.ofMinutes(10));
        router.undelivered(phone.session(), held, List.of(stanzas));
    }

    private List<String> mail() {
        Ear ear = new Ear();
        offline.deliver(BOB, ear::deliver);
        return ear.heard();
    }

    @Test
    void goesToAnotherResourceWithTheTimeAtWhichItCame() {
        Guest desk = house.arrive("bob@a.test/desk");

        over(stanza(1, chat("a"), tick), stanza(2, chat("b"), Receipt.NONE));

        assertThat(desk.ear().heard())
                .containsExactly(
                        chat("a").replace("</message>", DELAY + "</message>"),
                        chat("b").replace("</message>", DELAY + "</message>"));
        assertThat(tick.settled()).isTrue();
        assertThat(mail()).isEmpty();
        assertThat(phone.ear().heard()).isEmpty();
    }

    @Test
    void waitsForTheRecipientIfNobodyElseIsThere() {
        over(stanza(1, chat("a"), tick), stanza(2, chat("b"), Receipt.NONE));

        assertThat(tick.settled()).isTrue();
        assertThat(mail())
                .satisfiesExactly(
                        first -> assertThat(first).contains("<body>a</body>").contains("stamp='2026-11-22T12:00:00Z'"),
                        second -> assertThat(second).contains("<body>b</body>"));
        assertThat(alice.ear().heard()).isEmpty();
    }

    @Test
    void isNotStoredASecondTime() {
        Unacknowledged first = stanza(1, chat("a"), tick);
        held.hold(List.of(first));

        over(first, stanza(2, chat("b"), Receipt.NONE));

        assertThat(offline.count(BOB)).isEqualTo(2);
        assertThat(mail())
                .satisfiesExactly(
                        one -> assertThat(one).contains("<body>a</body>"),
                        two -> assertThat(two).contains("<body>b</body>"));
    }

    /** Who comes again finds it. */
    @Test
    void holdsNobodyUpIfWhatIsHeldCannotBeHandedOver() {
        Unacknowledged first = stanza(1, chat("a"), Receipt.NONE);
        held.hold(List.of(first));
        Guest desk = house.arrive("bob@a.test/desk");
        store.unreadable(true);

        over(first, stanza(2, chat("b"), tick));

        assertThat(tick.settled()).isTrue();
        assertThat(desk.ear().heard()).startsWith("closed: internal-server-error");
        assertThat(offline.count(BOB)).isEqualTo(1);
    }

    @Test
    void isDeliveredOnceIfItIsHeldAndAnotherResourceIsThere() {
        Unacknowledged first = stanza(1, chat("a"), tick);
        held.hold(List.of(first));
        Guest desk = house.arrive("bob@a.test/desk");

        over(first, stanza(2, chat("b"), Receipt.NONE));

        assertThat(desk.ear().heard())
                .satisfiesExactly(
                        one -> assertThat(one).contains("<body>a</body>"),
                        two -> assertThat(two).contains("<body>b</body>"));
        assertThat(offline.count(BOB)).isZero();
    }

    @Test
    void doesNotGoToWhoHasGotItAlready() {
        Guest desk = house.arrive("bob@a.test/desk");
        Receipt both = tick.among(2);
        Receipt each = new Tick().among(2);
        Unacknowledged first = stanza(1, chat("a"), both);
        held.hold(List.of(first));
        both.settle();

        over(first, stanza(2, chat("b"), each));

        assertThat(desk.ear().heard()).isEmpty();
        assertThat(mail()).isEmpty();
    }

    @Test
    void doesNotGoToASessionThatIsLeavingItself() {
        Guest desk = house.arrive("bob@a.test/desk");
        desk.session().leave();

        over(stanza(1, chat("a"), tick));

        assertThat(desk.ear().heard()).isEmpty();
        assertThat(offline.count(BOB)).isEqualTo(1);
    }

    @Test
    void isKeptIfTheOtherResourceDoesNotTakeIt() {
        house.arrive("bob@a.test/desk").ear().deafen();

        over(stanza(1, chat("a"), tick));

        assertThat(tick.settled()).isTrue();
        assertThat(offline.count(BOB)).isEqualTo(1);
    }

    @Test
    void goesToEachOfTheMostAvailableResources() {
        Guest desk = house.arrive("bob@a.test/desk");
        Guest hall = house.arrive("bob@a.test/hall");

        over(stanza(1, chat("a"), tick));

        assertThat(desk.ear().heard()).hasSize(1);
        assertThat(hall.ear().heard()).hasSize(1);
        assertThat(tick.settled()).isTrue();
    }

    @Test
    void isAnsweredForByThoseWhoAreAwake() {
        Guest desk = house.arrive("bob@a.test/desk");
        Guest asleep = house.arrive("bob@a.test/asleep");
        asleep.session().suspended(true);
        asleep.ear().deafen();

        over(stanza(1, chat("a"), tick));

        assertThat(desk.ear().heard()).hasSize(1);
        assertThat(tick.settled()).isTrue();
        assertThat(mail()).isEmpty();
    }

    @Test
    void isAnsweredForByThoseWhoSleepIfNobodyIsAwake() {
        Guest one = house.arrive("bob@a.test/one");
        Guest two = house.arrive("bob@a.test/two");
        one.session().suspended(true);
        two.session().suspended(true);

        over(stanza(1, chat("a"), tick));

        assertThat(one.ear().heard()).hasSize(1);
        assertThat(two.ear().heard()).hasSize(1);
        assertThat(tick.settled()).isTrue();
    }

    @Test
    void comesBackWithoutOfflineStorage() {
        Guest bob = house.arrive("bob@b.test/phone");
        Held nowhere = holding.open(bob.session().jid(), "s2");
        Unacknowledged message = stanza(1, chat("a").replace("bob@a", "bob@b"), tick);
        nowhere.hold(List.of(message));
        assertThat(tick.settled()).isFalse();

        router.undelivered(bob.session(), nowhere, List.of(message));

        assertThat(alice.ear().heard())
                .containsExactly(
                        "<message type='error' to='alice@a.test/x' from='bob@b.test/phone' id='1'><body>a</body>" + GONE
                                + "</message>");
        assertThat(tick.settled()).isTrue();
    }

    @Test
    void comesBackIfItMustNotBeStored() {
        over(stanza(1, chat("a").replace("</message>", "<no-store xmlns='urn:xmpp:hints'/></message>"), tick));

        assertThat(alice.ear().heard()).singleElement().asString().contains("type='error'");
        assertThat(tick.settled()).isTrue();
        assertThat(offline.count(BOB)).isZero();
    }

    @Test
    void answersRequests() {
        over(
                stanza(
                        1,
                        "<iq from='alice@a.test/x' to='bob@a.test/phone' type='get' id='7'><q xmlns='x'/></iq>",
                        tick),
                stanza(2, "<iq from='alice@a.test/x' to='bob@a.test/phone' type='result' id='8'/>", new Tick()),
                stanza(
                        3,
                        "<iq from='bob@a.test' to='bob@a.test/phone' type='set' id='9'><q xmlns='y'/></iq>",
                        new Tick()),
                stanza(4, "<iq to='bob@a.test/phone' type='set' id='9'><q xmlns='y'/></iq>", new Tick()));

        assertThat(alice.ear().heard())
                .containsExactly("<iq type='error' to='alice@a.test/x' from='bob@a.test/phone' id='7'><q xmlns='x'/>"
                        + GONE + "</iq>");
        assertThat(tick.settled()).isTrue();
    }

    @Test
    void tellsComponentsAndOtherServers() {
        Ear echo = new Ear();
        components.join(new Component("echo.a.test", false, "all", false, true, echo), false);

        over(
                stanza(1, "<iq from='echo.a.test' to='bob@a.test/phone' type='get' id='7'><q xmlns='x'/></iq>", tick),
                stanza(
                        2,
                        "<iq from='eve@far.test/x' to='bob@a.test/phone' type='get' id='8'><q xmlns='x'/></iq>",
                        tick));

        assertThat(echo.heard()).singleElement().asString().contains("type='error'");
        assertThat(dialled).extracting(Route::pair).containsExactly(new Pair("a.test", "far.test"));
    }

    @Test
    void forgetsPresence() {
        over(stanza(1, "<presence from='alice@a.test/x' to='bob@a.test'/>", tick));

        assertThat(tick.settled()).isTrue();
        assertThat(alice.ear().heard()).isEmpty();
        assertThat(mail()).isEmpty();
    }

    @Test
    void seesToWhatCameWhileItWasAtWork() {
        over(stanza(1, chat("a"), Receipt.NONE));
        over(stanza(2, chat("b"), tick));

        assertThat(tick.settled()).isTrue();
        assertThat(mail()).hasSize(2);
    }
}
