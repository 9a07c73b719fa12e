package im.vestibule.services.disco;

import static im.vestibule.services.testing.Asking.get;
import static im.vestibule.services.testing.Asking.set;
import static im.vestibule.services.testing.Asking.text;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.DiscoSpec;
import im.vestibule.config.DiscoSpec.ServerInfo;
import im.vestibule.model.Jid;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.iq.IqRequest.Target;
import im.vestibule.services.iq.LegacySession;
import im.vestibule.services.iq.Ping;
import im.vestibule.services.roster.RosterHandler;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.testing.Friends;
import im.vestibule.services.testing.House;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DiscoTest {
    private static final Jid JULIET = Jid.of("juliet@capulet.test");
    private static final Jid ROMEO = Jid.of("romeo@montague.test");
    private static final String GARDEN = "romeo@montague.test/garden";
    private static final String BALCONY = "juliet@capulet.test/balcony";
    private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    private static final String INFO_NODE = "<query xmlns='http://jabber.org/protocol/disco#info' node='x'/>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    private static final String ITEMS_NODE = "<query xmlns='http://jabber.org/protocol/disco#items' node='x'/>";
    private static final String DISCO_FEATURES = "<feature var='http://jabber.org/protocol/disco#info'/>"
            + "<feature var='http://jabber.org/protocol/disco#items'/>";
    private static final String ACCOUNT = "<query xmlns='http://jabber.org/protocol/disco#info'>"
            + "<identity category='account' type='registered'/>";

    private final House house = new House();
    private final Rosters rosters = Friends.rosters(house);

    @Test
    void tellsWhatTheServerIsAndDoes() {
        assertThat(text(info(plain()).handle(get(GARDEN, "capulet.test", INFO))))
                .isEqualTo("<query xmlns='http://jabber.org/protocol/disco#info'>"
                        + "<identity category='server' type='im' name='Vestibule'/>" + DISCO_FEATURES
                        + "<feature var='jabber:iq:roster'/><feature var='msgoffline'/>"
                        + "<feature var='open'/><feature var='urn:xmpp:ping'/></query>");
    }

    @Test
    void tellsWhomToWriteTo() {
        DiscoSpec spec = new DiscoSpec(
                List.of(),
                List.of(
                        new ServerInfo("abuse-addresses", List.of("mailto:a@x.test", "xmpp:a@x.test"), List.of()),
                        new ServerInfo("sales-addresses", List.of("mailto:s@x.test"), List.of("mod_muc")),
                        new ServerInfo("admin-addresses", List.of("mailto:b@x.test"), List.of("mod_disco"))),
                true);

        assertThat(text(info(spec).handle(get(GARDEN, "capulet.test", INFO))))
                .endsWith("<x xmlns='jabber:x:data' type='result'>"
                        + "<field var='FORM_TYPE' type='hidden'>"
                        + "<value>http://jabber.org/network/serverinfo</value></field>"
                        + "<field var='abuse-addresses'><value>mailto:a@x.test</value>"
                        + "<value>xmpp:a@x.test</value></field>"
                        + "<field var='admin-addresses'><value>mailto:b@x.test</value></field></x></query>");
    }

    @Test
    void tellsAnAccountAndItsSubscribersWhatIsDoneForThem() {
        Friends.admit(rosters, JULIET, ROMEO);

        assertThat(text(info(plain()).handle(get(BALCONY, "juliet@capulet.test", INFO))))
                .isEqualTo(ACCOUNT + DISCO_FEATURES + "<feature var='jabber:iq:roster'/><feature var='open'/>"
                        + "<feature var='urn:xmpp:ping'/></query>");
        assertThat(text(info(plain()).handle(get(GARDEN, "juliet@capulet.test", INFO))))
                .isEqualTo(ACCOUNT + DISCO_FEATURES + "<feature var='open'/></query>");
    }

    @Test
    void doesNotTellStrangersWhetherThereIsAnAccount() {
        for (String account : List.of("juliet@capulet.test", "nobody@capulet.test")) {
            assertThat(text(info(plain()).handle(get(GARDEN, account, INFO)))).isEqualTo("service-unavailable");
            assertThat(text(info(plain()).handle(get(GARDEN, account, INFO_NODE))))
                    .isEqualTo("service-unavailable");
            assertThat(text(items(plain()).handle(get(GARDEN, account, ITEMS)))).isEqualTo(ITEMS);
            assertThat(text(items(plain()).handle(get(GARDEN, account, ITEMS_NODE))))
                    .isEqualTo(ITEMS);
        }
    }

    @Test
    void knowsNoNodes() {
        for (String target : List.of("capulet.test", "juliet@capulet.test")) {
            assertThat(text(info(plain()).handle(get(BALCONY, target, INFO_NODE))))
                    .isEqualTo("item-not-found");
            assertThat(text(items(plain()).handle(get(BALCONY, target, ITEMS_NODE))))
                    .isEqualTo("item-not-found");
        }
    }

    @Test
    void takesAnEmptyNodeForNone() {
        assertThat(text(items(plain()).handle(get(BALCONY, "juliet@capulet.test", ITEMS_NODE.replace("'x'", "''")))))
                .isEqualTo(ITEMS);
    }

    @Test
    void listsServicesAndExtraDomainsOnce() {
        DiscoSpec spec = new DiscoSpec(List.of("extra.test", "echo.capulet.test"), List.of(), true);

        assertThat(text(items(spec).handle(get(GARDEN, "capulet.test", ITEMS))))
                .isEqualTo("<query xmlns='http://jabber.org/protocol/disco#items'>"
                        + "<item jid='echo.capulet.test'/><item jid='secret.capulet.test' name='Secret'/>"
                        + "<item jid='extra.test'/></query>");
    }

    @Test
    void hidesHiddenServicesFromUsersOnly() {
        DiscoSpec spec = new DiscoSpec(List.of(), List.of(), false);

        assertThat(text(items(spec).handle(get(GARDEN, "capulet.test", ITEMS)))).doesNotContain("secret");
        assertThat(text(items(spec).handle(get("echo.capulet.test", "capulet.test", ITEMS))))
                .contains("secret");
    }

    @Test
    void listsAvailableResourcesForThoseWhoSeeThemAnyway() {
        Friends.admit(rosters, JULIET, ROMEO);
        house.arrive(BALCONY);
        house.enter("juliet@capulet.test/unavailable");

        assertThat(text(items(plain()).handle(get(GARDEN, "juliet@capulet.test", ITEMS))))
                .isEqualTo("<query xmlns='http://jabber.org/protocol/disco#items'>"
                        + "<item jid='juliet@capulet.test/balcony'/></query>");
    }

    @Test
    void isNotToBeSet() {
        assertThat(text(info(plain()).handle(set(GARDEN, "capulet.test", INFO))))
                .isEqualTo("bad-request");
        assertThat(text(items(plain()).handle(set(GARDEN, "capulet.test", ITEMS))))
                .isEqualTo("bad-request");
    }

    private static DiscoSpec plain() {
        return new DiscoSpec(List.of(), List.of(), true);
    }

    private DiscoInfo info(DiscoSpec spec) {
        List<IqHandler> handlers = List.of(new Ping(), new LegacySession(), new RosterHandler(rosters), new Open());
        return new DiscoInfo(handlers, List.of("msgoffline"), spec, rosters);
    }

    private DiscoItems items(DiscoSpec spec) {
        List<Service> services = List.of(
                new Service(Jid.of("echo.capulet.test"), Optional.empty(), false),
                new Service(Jid.of("secret.capulet.test"), Optional.of("Secret"), true));
        return new DiscoItems(
                domain -> domain.equals(Jid.of("capulet.test")) ? services : List.of(),
                spec,
                rosters,
                house.sessions());
    }

    /** Answers everybody. */
    private static final class Open implements IqHandler {
        @Override
        public String namespace() {
            return "open";
        }

        @Override
        public Set<Target> targets() {
            return Set.of(Target.values());
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public IqAnswer handle(IqRequest request) {
            return IqAnswer.done();
        }
    }
}
