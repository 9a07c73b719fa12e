package im.vestibule.services.register;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Network;
import im.vestibule.config.Policy;
import im.vestibule.config.RegisterSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Frame;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Remembering;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.session.Outlet;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.session.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegisterHandlerTest {
    private static final Jid DOMAIN = Jid.of("door.test");
    private static final Jid JULIET = Jid.of("juliet@door.test/balcony");
    private static final Outlet NOWHERE = new Outlet() {
        @Override
        public boolean send(XmlElement stanza, Receipt receipt) {
            return false;
        }

        @Override
        public boolean relay(Frame frame, byte[] stamp, Receipt receipt) {
            return false;
        }

        @Override
        public void close(StreamError reason) {}
    };

    private final Remembering backend = new Remembering(AuthMethod.INTERNAL);
    private final RegisterHandler handler = new RegisterHandler(new Registration(
            new RegisterSpec(
                    "all",
                    Optional.empty(),
                    List.of(),
                    0,
                    List.of(new RegisterSpec.IpRule(
                            new Network(InetAddress.ofLiteral("192.0.2.66"), 32), Policy.DENY))),
            new Throttle(Optional.empty()),
            new Rules(Map.of(), Map.of(), List.of("door.test")),
            new Accounts(
                    Map.of("door.test", new Methods(List.of(backend), Remembering.ITERATIONS, Limit.INFINITY)),
                    new Decoys(new byte[32])),
            stanza -> {}));

    private static Session session(String address) {
        return new Session(JULIET, "", NOWHERE, new InetSocketAddress(address, 5222));
    }

    private IqAnswer ask(IqRequest.Type type, XmlElement payload, Optional<Session> session) {
        return handler.handle(new IqRequest(JULIET, DOMAIN, type, "1", payload, session));
    }

    private static XmlElement form(String username) {
        return XmlElement.builder("query", Ns.REGISTER)
                .child("username", Ns.REGISTER, username)
                .child("password", Ns.REGISTER, "next")
                .build();
    }

    @Test
    void knowsTheAskerByItsSession() {
        backend.put(JULIET.bare(), new Secret("old"));

        assertThat(ask(IqRequest.Type.SET, form("juliet"), Optional.of(session("192.0.2.1"))))
                .isEqualTo(IqAnswer.done());
        assertThat(backend.check(JULIET.bare(), new Secret("next"))).isEqualTo(Verdict.ACCEPTED);
        assertThat(ask(IqRequest.Type.GET, XmlElement.of("query", Ns.REGISTER), Optional.of(session("192.0.2.1"))))
                .isInstanceOfSatisfying(
                        IqAnswer.Result.class,
                        result -> assertThat(result.payload().orElseThrow().element("registered", Ns.REGISTER))
                                .isPresent());
    }

    @Test
    void knowsWhereTheSessionComesFrom() {
        assertThat(ask(IqRequest.Type.SET, form("romeo"), Optional.of(session("192.0.2.66"))))
                .isEqualTo(IqAnswer.refused(StanzaError.Condition.FORBIDDEN));
        assertThat(ask(IqRequest.Type.SET, form("romeo"), Optional.of(session("192.0.2.1"))))
                .isEqualTo(IqAnswer.done());
    }

    @Test
    void sendsAwayWhoIsNotLoggedInHere() {
        assertThat(ask(IqRequest.Type.SET, form("juliet"), Optional.empty()))
                .isEqualTo(IqAnswer.refused(StanzaError.Condition.NOT_ALLOWED));
    }

    @Test
    void refusesAnotherElement() {
        assertThat(ask(IqRequest.Type.SET, XmlElement.of("x", Ns.REGISTER), Optional.of(session("192.0.2.1"))))
                .isEqualTo(IqAnswer.refused(StanzaError.Condition.BAD_REQUEST));
    }
}
