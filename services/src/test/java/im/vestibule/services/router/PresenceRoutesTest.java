package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Existence;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.MemoryOfflineStore;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.testing.Directory;
import im.vestibule.services.testing.Frames;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which presence is dealt with at once, which has to wait for a store, and what comes of it where nobody can tell. */
class PresenceRoutesTest {
    private static final Jid ALICE = Jid.of("alice@a.test");

    private final House house = new House();
    private final JidCache jids = new JidCache();
    private final Offline offline =
            new Offline(new MemoryOfflineStore(), house, new OfflineSpec("none", false, ModulesSpec.Backend.MNESIA));
    private final Guest alice = house.arrive("alice@a.test/desk");

    /** Where there are no rosters nothing has to be waited for but mail. */
    private Router router(Optional<Offline> box) {
        return router(Optional.empty(), box, Existence.EXISTS);
    }

    private Router router(Optional<Rosters> rosters, Optional<Offline> box, Existence existence) {
        Hosts hosts = new Hosts(List.of(Served.host("a.test", rosters, box)));
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Federation federation = Federation.none(hosts);
        Presences presences = new Presences(house.sessions(), hosts, new Outside(components, federation));
        return new Router(hosts, house.sessions(), Directory.accounts(existence), presences, components, federation);
    }

    private Routed say(Router router, String presence) {
        return router.route(alice.session(), Frames.of(presence), jids, Receipt.NONE);
    }

    @Test
    void nothingCanHaveWaitedWhereNothingIsKept() {
        assertThat(say(router(Optional.empty()), "<presence/>")).isSameAs(Routed.DONE);
        assertThat(alice.session().takesMessages()).isTrue();
    }

    @Test
    void theFirstThatTakesMessagesWaitsForTheStore() {
        Router router = router(Optional.of(offline));
        Outcome _ = offline.offer(
                ALICE,
                XmlElement.parse("<message xmlns='jabber:client' to='alice@a.test'><body>hi</body></message>")
                        .orElseThrow(),
                Limit.INFINITY);

        assertThat(say(router, "<presence><priority>-1</priority></presence>")).isSameAs(Routed.DONE);
        Routed first = say(router, "<presence/>");

        assertThat(alice.session().takesMessages()).isFalse();
        assertThat(alice.ear().heard()).noneMatch(each -> each.contains("<body>hi</body>"));
        assertThat(first)
                .isInstanceOfSatisfying(
                        Routed.Later.class, later -> later.work().run());
        assertThat(alice.session().takesMessages()).isTrue();
        assertThat(alice.ear().heard())
                .filteredOn(each -> each.contains("<body>hi</body>"))
                .hasSize(1);
        assertThat(say(router, "<presence><show>away</show></presence>")).isSameAs(Routed.DONE);
        assertThat(alice.ear().heard()).noneMatch(each -> each.contains("<body>hi</body>"));
    }

    @ParameterizedTest
    @CsvSource({"EXISTS,0", "ABSENT,0", "UNAVAILABLE,1"})
    void aSubscriptionComesBackWhileNobodyCanTellWhetherThereIsSuchAnAccount(Existence existence, int errors) {
        Router router = router(Optional.of(Friends.rosters(house)), Optional.empty(), existence);

        assertThat(say(router, "<presence to='bob@a.test' type='subscribe'/>"))
                .isInstanceOfSatisfying(
                        Routed.Later.class, later -> later.work().run());

        assertThat(alice.ear().heard())
                .filteredOn(each -> each.equals("<presence type='error' to='alice@a.test' from='bob@a.test'>"
                        + "<error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "</error></presence>"))
                .hasSize(errors);
    }
}
