package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.ModulesSpec.Backend;
import im.vestibule.config.RosterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.JidCache;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Pki;
import im.vestibule.services.change.Effect;
import im.vestibule.services.component.Components;
import im.vestibule.services.federation.Federation;
import im.vestibule.services.federation.Outside;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.presence.Presences;
import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.Roster;
import im.vestibule.services.roster.RosterLimits;
import im.vestibule.services.roster.RosterStore;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.store.StoreException;
import im.vestibule.services.testing.Frames;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When the store fails. */
class RequestsTest {
    private final House house = new House();

    private static final class Full implements RosterStore {
        @Override
        public Roster load(Jid account) {
            throw full();
        }

        @Override
        public void save(Jid account, Item item, long version) {
            throw full();
        }

        @Override
        public void delete(Jid account, Jid contact, long version) {
            throw full();
        }

        @Override
        public void drop(Jid account) {
            throw full();
        }
    }

    private static StoreException full() {
        return new StoreException("the disk is full");
    }

    private record Patient(Supplier<IqAnswer> answer) implements IqHandler {
        @Override
        public String namespace() {
            return "x";
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public IqAnswer handle(IqRequest request) {
            return answer.get();
        }
    }

    private List<String> ask(Supplier<IqAnswer> answer) {
        Rosters rosters = new Rosters(
                new Full(),
                house.sessions(),
                house,
                RosterLimits.DEFAULT,
                new RosterSpec(false, false, Backend.MNESIA),
                10);
        Hosts hosts = new Hosts(
                List.of(Served.host("a.test", Optional.of(rosters), Optional.empty(), List.of(new Patient(answer)))));
        Components components = new Components(hosts, new Rules(Map.of(), Map.of(), List.of()));
        Outside outside = new Outside(components, Federation.none(hosts));
        Router router = new Router(
                hosts,
                house.sessions(),
                new Accounts(
                        Map.of("a.test", new Methods(List.of(new Pki()), 4096, Limit.INFINITY)),
                        new Decoys(new byte[32])),
                new Presences(house.sessions(), hosts, outside),
                components,
                Federation.none(hosts));
        Guest alice = house.arrive("alice@a.test/desk");
        Routed routed = router.route(
                alice.session(),
                Frames.of("<iq type='set' id='1' to='a.test'><q xmlns='x'/></iq>"),
                new JidCache(),
                Receipt.NONE);
        assertThat(routed)
                .isInstanceOfSatisfying(
                        Routed.Later.class, later -> later.work().run());
        return alice.ear().heard();
    }

    @Test
    void saysSoToWhoeverAsked() {
        List<String> heard = ask(() -> {
            throw full();
        });

        assertThat(heard)
                .containsExactly("<iq type='error' id='1' from='a.test' to='alice@a.test/desk'><error type='wait'>"
                        + "<internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    void answersOnceEvenIfTheEffectsFail() {
        Effect failing = new Effect.Route(
                Jid.of("alice@a.test"),
                Jid.of("bob@a.test"),
                XmlElement.builder("presence", Ns.CLIENT)
                        .attribute("type", "unsubscribe")
                        .build());

        assertThat(ask(() -> IqAnswer.done(failing)))
                .containsExactly("<iq type='result' id='1' from='a.test' to='alice@a.test/desk'/>");
    }
}
