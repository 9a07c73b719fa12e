package im.vestibule.compare;

import im.vestibule.load.Accounts;
import im.vestibule.load.Chat;
import im.vestibule.load.Connect;
import im.vestibule.load.Idle;
import im.vestibule.load.Login;
import im.vestibule.load.Mechanism;
import im.vestibule.load.Plan;
import im.vestibule.load.ProxyHeader;
import im.vestibule.load.Rate;
import im.vestibule.load.Scenario;
import im.vestibule.load.Security;
import im.vestibule.load.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * One thing to be measured on every server.
 *
 * @param users accounts that take part
 * @param way makes the target of the entrance what this case needs
 * @param managed with stream management
 */
record Case(
        String name,
        Group group,
        Entrance entrance,
        Scenario scenario,
        Accounts users,
        UnaryOperator<Target> way,
        boolean managed) {
    private static final int UNDERWAY = 4;
    private static final int BODY = 64;
    private static final int MANY_SOURCES = 16;

    private Case(String name, Group group, Entrance entrance, Scenario scenario, int users) {
        this(name, group, entrance, scenario, Accounts.usual(users), UnaryOperator.identity(), false);
    }

    private Case by(UnaryOperator<Target> other) {
        return new Case(name, group, entrance, scenario, users, other, managed);
    }

    private Case startTls() {
        return by(target -> target.with(Security.STARTTLS));
    }

    private Case scram() {
        return new Case(name, group, entrance, scenario, users.by(Mechanism.SCRAM_SHA_1), way, managed);
    }

    private Case withManagement() {
        return new Case(name, group, entrance, scenario, users, way, true);
    }

    /** Empty if the server does not have this entrance. */
    Optional<Plan> plan(Peer.Running server) {
        return server.target(entrance)
                .map(target -> Plan.of(
                        way.apply(target),
                        users,
                        OptionalLong.of(server.program().pid())))
                .map(plan -> managed ? plan.managed() : plan);
    }

    /** All, in the order they are told. */
    static List<Case> all(Settings settings) {
        Scenario chat = new Chat(UNDERWAY, BODY, settings.window());
        Scenario rate = new Rate(settings.rate(), BODY, settings.window());
        Scenario connect = new Connect(settings.warmup(), settings.measured());
        Scenario idle = new Idle(settings.hold());
        Scenario login = new Login();
        int logins = settings.logins();
        return List.of(
                new Case("chat-100", Group.CHAT, Entrance.C2S, chat, 200),
                new Case("chat-1000", Group.CHAT, Entrance.C2S, chat, 2000),
                new Case("chat-100-starttls", Group.CHAT, Entrance.C2S, chat, 200).startTls(),
                new Case("chat-100-sm", Group.CHAT, Entrance.C2S, chat, 200).withManagement(),
                new Case("rate", Group.CHAT, Entrance.C2S, rate, 200),
                new Case("chat-ws-100", Group.WEB, Entrance.WEBSOCKET, chat, 200),
                new Case("chat-bosh-100", Group.WEB, Entrance.BOSH, chat, 200),
                new Case("login-ws", Group.WEB, Entrance.WEBSOCKET, login, logins),
                new Case("login-bosh", Group.WEB, Entrance.BOSH, login, logins),
                new Case("login-plain", Group.LOGIN, Entrance.C2S, login, logins),
                new Case("login-starttls", Group.LOGIN, Entrance.C2S, login, logins).startTls(),
                new Case("login-directtls", Group.LOGIN, Entrance.DIRECT_TLS, login, logins),
                new Case("login-scram", Group.HASHED, Entrance.C2S, login, logins).scram(),
                new Case("login-plain-hashed", Group.HASHED, Entrance.C2S, login, settings.hashed()),
                new Case("connect", Group.CONNECT, Entrance.C2S, connect, 0).by(target -> target.from(MANY_SOURCES)),
                new Case("connect-proxy-v1", Group.CONNECT, Entrance.PROXY, connect, 0)
                        .by(target -> target.from(MANY_SOURCES)),
                new Case("connect-proxy-v2", Group.CONNECT, Entrance.PROXY, connect, 0)
                        .by(target -> target.with(ProxyHeader.V2).from(MANY_SOURCES)),
                idle("idle", idle, settings.idle(), Security.NONE),
                idle("idle-" + settings.least(), idle, settings.least(), Security.NONE),
                idle("idle-" + settings.most(), idle, settings.most(), Security.NONE),
                idle("idle-starttls", idle, settings.idle(), Security.STARTTLS),
                idle("idle-starttls-" + settings.least(), idle, settings.least(), Security.STARTTLS),
                idle("idle-starttls-" + settings.most(), idle, settings.most(), Security.STARTTLS));
    }

    private static Case idle(String name, Scenario idle, int users, Security security) {
        return new Case(name, Group.IDLE, Entrance.C2S, idle, users)
                .by(target -> target.with(security).from(4));
    }
}
