package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.AuthSpec.Anonymous.Protocol;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.config.SessionBackend;
import im.vestibule.model.Jid;
import im.vestibule.services.session.Session;
import im.vestibule.services.session.Sessions;
import im.vestibule.services.testing.Ear;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnonymousTest {
    private static final Jid BOB = Jid.of("bob@door.test");
    private static final Secret ANY = new Secret("any");

    private final Sessions sessions = new Sessions();
    private final List<Jid> forgotten = new ArrayList<>();
    private final Remembering other = new Remembering(AuthMethod.INTERNAL);
    private boolean storeIsDown;
    private long now;
    private final Guests guests = new Guests(sessions, this::forget, () -> now);

    private boolean forget(Jid name) {
        forgotten.add(name);
        return !storeIsDown;
    }

    private Anonymous anonymous(Protocol protocol, boolean several) {
        return new Anonymous(new AuthSpec.Anonymous(several, protocol, SessionBackend.MNESIA), guests, other::exists);
    }

    private Session open(String resource) {
        Session session = new Session(
                BOB.withResource(resource).orElseThrow(), "", new Ear(), InetSocketAddress.createUnresolved("x", 1));
        sessions.open(session, 10);
        return session;
    }

    @Test
    void offersWhatItsProtocolSays() {
        assertThat(anonymous(Protocol.SASL_ANON, false).welcomesStrangers()).isTrue();
        assertThat(anonymous(Protocol.SASL_ANON, false).checksPasswords()).isFalse();
        assertThat(anonymous(Protocol.SASL_ANON, false).check(BOB, ANY)).isEqualTo(Verdict.REFUSED);
        assertThat(anonymous(Protocol.LOGIN_ANON, false).welcomesStrangers()).isFalse();
        assertThat(anonymous(Protocol.LOGIN_ANON, false).welcome(BOB)).isEqualTo(Verdict.REFUSED);
        assertThat(anonymous(Protocol.LOGIN_ANON, false).checksPasswords()).isTrue();
        assertThat(anonymous(Protocol.BOTH, false).welcomesStrangers()).isTrue();
        assertThat(anonymous(Protocol.BOTH, false).checksPasswords()).isTrue();
        assertThat(anonymous(Protocol.BOTH, false).hashes()).isEmpty();
    }

    @Test
    void takesAnyNameThatIsNobodys() {
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);

        other.put(Jid.of("alice@door.test"), new Secret("hers"));
        assertThat(anonymous.check(Jid.of("alice@door.test"), ANY)).isEqualTo(Verdict.REFUSED);
        other.down = true;
        assertThat(anonymous.check(Jid.of("carol@door.test"), ANY)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void takesANameOnce() {
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        assertThat(anonymous.check(BOB, ANY)).as("on its way to a session").isEqualTo(Verdict.REFUSED);
        open("balcony");
        now += Guests.ENTERING.toNanos();

        assertThat(anonymous.check(BOB, ANY)).as("with a session").isEqualTo(Verdict.REFUSED);
    }

    @Test
    void waitsForWhoNeverOpensASessionNoLongerThanThat() {
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        now += Guests.ENTERING.toNanos();

        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void takesANameTwiceWhereThatIsAllowed() {
        Anonymous anonymous = anonymous(Protocol.BOTH, true);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        open("balcony");

        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        assertThat(forgotten).as("what the first keeps meanwhile").containsExactly(BOB);
    }

    @Test
    void existsAsLongAsItHasASession() {
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.exists(BOB)).isEqualTo(Existence.ABSENT);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        assertThat(anonymous.exists(BOB)).isEqualTo(Existence.EXISTS);
        Session session = open("balcony");
        sessions.close(session);

        assertThat(anonymous.endsWithItsSessions(BOB)).isTrue();
        assertThat(anonymous.exists(BOB)).isEqualTo(Existence.ABSENT);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void keepsNothingOfAGuest() {
        Anonymous anonymous = anonymous(Protocol.BOTH, false);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        assertThat(forgotten).as("of an earlier one").containsExactly(BOB);
        assertThat(anonymous.endsWithItsSessions(BOB)).isTrue();
        assertThat(forgotten).containsExactly(BOB, BOB);

        Jid made = Jid.of("0123@door.test");
        assertThat(anonymous.welcome(made)).isEqualTo(Verdict.ACCEPTED);
        assertThat(anonymous.endsWithItsSessions(made)).isTrue();
        assertThat(forgotten).containsExactly(BOB, BOB, made);
    }

    @Test
    void letsNobodyInWhileLeftoversCannotBeForgotten() {
        storeIsDown = true;
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.UNAVAILABLE);

        storeIsDown = false;
        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void leavesAccountsAlone() {
        Anonymous anonymous = anonymous(Protocol.LOGIN_ANON, false);
        assertThat(anonymous.endsWithItsSessions(BOB)).as("never was a guest").isFalse();

        assertThat(anonymous.check(BOB, ANY)).isEqualTo(Verdict.ACCEPTED);
        other.put(BOB, new Secret("his"));
        assertThat(anonymous.endsWithItsSessions(BOB)).as("registered since").isFalse();
        assertThat(forgotten).containsExactly(BOB);
    }

    @Test
    void letsNobodyChangeAnything() {
        Anonymous anonymous = anonymous(Protocol.BOTH, false);

        assertThat(anonymous.register(BOB, ANY, Limit.INFINITY)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(anonymous.setPassword(BOB, ANY)).isEqualTo(PasswordChange.NOT_SUPPORTED);
        assertThat(anonymous.remove(BOB)).isEqualTo(Removal.NOT_SUPPORTED);
    }
}
