package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class AccountsTest {
    private static final Set<AuthMethod> ALL = EnumSet.allOf(AuthMethod.class);
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Jid NOBODY = Jid.of("nobody@door.test");
    private static final Secret PASSWORD = new Secret("secret");

    private final Remembering first = new Remembering(AuthMethod.INTERNAL);
    private final Remembering second = new Remembering(AuthMethod.RDBMS);
    private final Accounts accounts = new Accounts(
            Map.of("door.test", new Methods(List.of(first, second), 4, Limit.INFINITY)), new Decoys(new byte[32]));

    @Test
    void asksOneMethodAfterTheOther() {
        second.put(JULIET, PASSWORD);

        assertThat(accounts.check(JULIET, PASSWORD, ALL)).isEqualTo(Verdict.ACCEPTED);
        assertThat(accounts.exists(JULIET)).isEqualTo(Existence.EXISTS);
        assertThat(accounts.check(JULIET, new Secret("wrong"), ALL)).isEqualTo(Verdict.REFUSED);
        assertThat(accounts.exists(NOBODY)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void asksOnlyTheMethodsTheListenerAllows() {
        second.put(JULIET, PASSWORD);
        Set<AuthMethod> internal = Set.of(AuthMethod.INTERNAL);

        assertThat(accounts.check(JULIET, PASSWORD, internal)).isEqualTo(Verdict.REFUSED);
        first.hashes = Set.of(Hash.SHA);
        assertThat(accounts.hashes("door.test", internal)).containsExactly(Hash.SHA);
        assertThat(accounts.hashes("door.test", ALL)).containsExactly(Hash.values());
        assertThat(accounts.hashes("door.test", Set.of())).isEmpty();
        assertThat(accounts.checksPasswords("door.test", Set.of())).isFalse();
        assertThat(accounts.keys(JULIET, Hash.SHA, internal).orElseThrow().matches(second.keys(JULIET, Hash.SHA)))
                .isFalse();
        assertThat(accounts.keys(JULIET, Hash.SHA, ALL).orElseThrow().matches(second.keys(JULIET, Hash.SHA)))
                .isTrue();
    }

    @Test
    void cannotTellWhenAMethodIsDownAndNoOtherKnows() {
        second.put(JULIET, PASSWORD);
        first.down = true;

        assertThat(accounts.check(JULIET, PASSWORD, ALL)).isEqualTo(Verdict.ACCEPTED);
        assertThat(accounts.keys(JULIET, Hash.SHA, ALL)).isPresent();
        assertThat(accounts.check(NOBODY, PASSWORD, ALL)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(accounts.keys(NOBODY, Hash.SHA, ALL)).isEmpty();
        assertThat(accounts.exists(NOBODY)).isEqualTo(Existence.UNAVAILABLE);
        assertThat(accounts.register(NOBODY, PASSWORD)).isEqualTo(Registered.UNAVAILABLE);
    }

    @Test
    void admitsBySuchMethodsOnlyAsTakeCertificates() {
        first.put(JULIET, PASSWORD);
        assertThat(accounts.admitsCertified("door.test", ALL)).isFalse();
        assertThat(accounts.admit(JULIET, Optional.empty(), ALL)).isEqualTo(Verdict.REFUSED);

        second.certified = true;
        assertThat(accounts.admitsCertified("door.test", ALL)).isTrue();
        assertThat(accounts.admitsCertified("door.test", Set.of(AuthMethod.INTERNAL)))
                .isFalse();
        assertThat(accounts.admitsCertified("elsewhere.test", ALL)).isFalse();
        assertThat(accounts.admit(JULIET, Optional.empty(), ALL)).isEqualTo(Verdict.REFUSED);

        second.put(JULIET, PASSWORD);
        assertThat(accounts.admit(JULIET, Optional.empty(), ALL)).isEqualTo(Verdict.ACCEPTED);
        assertThat(accounts.admit(JULIET, Optional.empty(), Set.of(AuthMethod.INTERNAL)))
                .isEqualTo(Verdict.REFUSED);
        second.down = true;
        assertThat(accounts.admit(JULIET, Optional.empty(), ALL)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void givesAnUnknownAccountKeysThatNoPasswordFits() {
        ScramKeys decoy = accounts.keys(NOBODY, Hash.SHA, ALL).orElseThrow();
        ScramKeys again = accounts.keys(NOBODY, Hash.SHA, ALL).orElseThrow();

        assertThat(decoy.salt()).isEqualTo(again.salt());
        assertThat(decoy.iterations()).isEqualTo(4);
        assertThat(new Derivation().check(Hash.SHA, decoy, PASSWORD)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void registersWithTheFirstMethodThatCan() {
        first.readOnly = true;

        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.DONE);
        assertThat(first.exists(JULIET)).isEqualTo(Existence.ABSENT);
        assertThat(second.exists(JULIET)).isEqualTo(Existence.EXISTS);
    }

    @Test
    void registersNoNameThatAnyMethodHas() {
        second.put(JULIET, PASSWORD);

        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.EXISTS);
        assertThat(first.exists(JULIET)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void changesThePasswordWhereTheAccountIs() {
        second.put(JULIET, PASSWORD);
        Secret next = new Secret("next");

        assertThat(accounts.setPassword(JULIET, next)).isEqualTo(PasswordChange.DONE);
        assertThat(second.check(JULIET, next)).isEqualTo(Verdict.ACCEPTED);
        assertThat(accounts.setPassword(NOBODY, next)).isEqualTo(PasswordChange.ABSENT);
    }

    @Test
    void cannotChangeWhatIsKeptElsewhere() {
        first.readOnly = true;
        second.readOnly = true;

        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(accounts.setPassword(JULIET, PASSWORD)).isEqualTo(PasswordChange.NOT_SUPPORTED);
        assertThat(accounts.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
    }

    /** Which is not the same as that there is no such account. */
    @Test
    void cannotChangeAnAccountOfAMethodThatLetsNobody() {
        second.put(JULIET, PASSWORD);
        second.readOnly = true;

        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.EXISTS);
        assertThat(accounts.setPassword(JULIET, PASSWORD)).isEqualTo(PasswordChange.NOT_SUPPORTED);
        assertThat(accounts.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
        assertThat(accounts.setPassword(NOBODY, PASSWORD)).isEqualTo(PasswordChange.ABSENT);
        assertThat(accounts.remove(NOBODY)).isEqualTo(Removal.ABSENT);
    }

    @Test
    void removesWhatItCanOfAnAccountThatSeveralMethodsHave() {
        first.put(JULIET, PASSWORD);
        second.put(JULIET, PASSWORD);
        second.readOnly = true;
        List<Removed> heard = new ArrayList<>();
        accounts.onRemoval(heard::add);

        assertThat(accounts.remove(JULIET)).isEqualTo(Removal.DONE);
        assertThat(heard).hasSize(1);
        first.down = true;
        assertThat(accounts.remove(JULIET)).isEqualTo(Removal.UNAVAILABLE);
    }

    @Test
    void takesTokensByAllowedMethodsOnly() {
        second.put(JULIET, PASSWORD);
        second.bearers = true;
        Secret token = new Secret("bearer.juliet.right");
        Set<AuthMethod> internal = Set.of(AuthMethod.INTERNAL);

        assertThat(accounts.takesBearers("door.test", internal)).isFalse();
        assertThat(accounts.takesBearers("door.test", ALL)).isTrue();
        assertThat(accounts.bearer("door.test", token, internal)).isEqualTo(new Bearer.Refused());
        assertThat(accounts.bearer("door.test", token, ALL)).isEqualTo(Bearer.Accepted.of(JULIET));
        first.down = true;
        assertThat(accounts.bearer("door.test", token, ALL)).isEqualTo(Bearer.Accepted.of(JULIET));
        second.bearers = false;
        assertThat(accounts.bearer("door.test", token, ALL)).isEqualTo(new Bearer.Unavailable());
    }

    @Test
    void leavesNothingOfAnEarlierAccountToALaterOne() {
        List<Jid> dropped = new ArrayList<>();
        AtomicBoolean down = new AtomicBoolean(true);
        accounts.onRemoval(removed -> {
            if (down.get()) {
                throw new IllegalStateException("down");
            }
            dropped.add(removed.account());
        });
        first.put(JULIET, PASSWORD);

        assertThat(accounts.remove(JULIET)).isEqualTo(Removal.DONE);
        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.UNAVAILABLE);
        assertThat(accounts.exists(JULIET)).isEqualTo(Existence.ABSENT);

        down.set(false);
        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.DONE);
        assertThat(dropped).containsExactly(JULIET);
        assertThat(accounts.register(JULIET, PASSWORD)).isEqualTo(Registered.EXISTS);
        assertThat(dropped).containsExactly(JULIET);
    }

    @Test
    void forgetsANameByTellingTheListeners() {
        List<Removed> heard = new ArrayList<>();
        accounts.onRemoval(heard::add);
        assertThat(accounts.forget(NOBODY)).isTrue();
        assertThat(heard).containsExactly(new Removed(NOBODY, Optional.empty()));

        accounts.onRemoval(event -> {
            throw new IllegalStateException("a listener that fails");
        });
        assertThat(accounts.forget(NOBODY)).isFalse();
    }

    @Test
    void removesFromEveryMethodAndTellsEveryListener() {
        first.put(JULIET, PASSWORD);
        second.put(JULIET, PASSWORD);
        List<Removed> heard = new ArrayList<>();
        accounts.onRemoval(event -> {
            throw new IllegalStateException("a listener that fails");
        });
        accounts.onRemoval(heard::add);
        Jid session = Jid.of("juliet@door.test/balcony");

        assertThat(accounts.remove(JULIET, session)).isEqualTo(Removal.DONE);
        assertThat(accounts.exists(JULIET)).isEqualTo(Existence.ABSENT);
        assertThat(heard).containsExactly(new Removed(JULIET, Optional.of(session)));
    }

    @Test
    void tellsEveryListenerOfAPasswordThatHasChanged() {
        first.put(JULIET, PASSWORD);
        List<Jid> heard = new ArrayList<>();
        accounts.onPasswordChange(heard::add);

        accounts.setPassword(NOBODY, PASSWORD);
        assertThat(heard).isEmpty();
        accounts.setPassword(JULIET, PASSWORD);
        assertThat(heard).containsExactly(JULIET);
    }

    @Test
    void tellsNobodyOfAnAccountThatWasNotThere() {
        List<Removed> heard = new ArrayList<>();
        accounts.onRemoval(heard::add);

        assertThat(accounts.remove(NOBODY)).isEqualTo(Removal.ABSENT);
        assertThat(heard).isEmpty();
    }

    @Test
    void knowsNobodyInADomainThatIsNotServed() {
        Jid stranger = Jid.of("juliet@elsewhere.test");

        assertThat(accounts.check(stranger, PASSWORD, ALL)).isEqualTo(Verdict.REFUSED);
        assertThat(accounts.exists(stranger)).isEqualTo(Existence.ABSENT);
        assertThat(accounts.register(stranger, PASSWORD)).isEqualTo(Registered.NOT_SUPPORTED);
        assertThat(accounts.hashes("elsewhere.test", ALL)).isEmpty();
    }
}
