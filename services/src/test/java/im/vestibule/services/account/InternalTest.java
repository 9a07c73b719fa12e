package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Octets;
import im.vestibule.services.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InternalTest {
    private static final AuthSpec.Password SCRAM =
            new AuthSpec.Password(AuthSpec.Password.Format.SCRAM, List.of(AuthSpec.Password.Hash.values()), 4);
    private static final AuthSpec.Password ONE_HASH =
            new AuthSpec.Password(AuthSpec.Password.Format.SCRAM, List.of(AuthSpec.Password.Hash.SHA256), 4);
    private static final AuthSpec.Password PLAIN =
            new AuthSpec.Password(AuthSpec.Password.Format.PLAIN, List.of(AuthSpec.Password.Hash.values()), 4);

    @TempDir
    private Path directory;

    private Store store;
    private final Derivation derivation = new Derivation();

    @BeforeEach
    void open() {
        store = Store.open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Internal internal(AuthSpec.Password format) {
        return new Internal(store, derivation, new Decoys(new byte[32]), format);
    }

    @Test
    void knowsAnAccountWhateverIsKeptForIt() {
        Internal internal = internal(SCRAM);
        Jid juliet = Jid.of("juliet@capulet.test");
        internal.register(juliet, new Secret("secret"), Limit.INFINITY);
        int _ = store.write(handle -> handle.execute("UPDATE users SET pass_details = '{broken'"));

        assertThat(internal.exists(juliet)).isEqualTo(Existence.EXISTS);
        assertThat(internal.check(juliet, new Secret("secret"))).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(internal.setPassword(juliet, new Secret("another"))).isEqualTo(PasswordChange.DONE);
        assertThat(internal.check(juliet, new Secret("another"))).isEqualTo(Verdict.ACCEPTED);
    }

    private String kept(String column) {
        return store.read(handle -> handle.select("SELECT " + column + " FROM users")
                .mapTo(String.class)
                .one());
    }

    @Nested
    final class AsScram extends BackendContract {
        @Override
        Backend backend() {
            return internal(SCRAM);
        }

        @Test
        void takesKeysForAHashThatItHasNotKeptBefore() {
            internal(ONE_HASH).register(JULIET, PASSWORD, Limit.INFINITY);
            assertThat(backend().lacking(JULIET, EnumSet.of(Hash.SHA256))).isEmpty();
            assertThat(internal(ONE_HASH).lacking(JULIET, EnumSet.allOf(Hash.class)))
                    .isEmpty();
            Upgrade upgrade = backend()
                    .lacking(JULIET, EnumSet.of(Hash.SHA256, Hash.SHA512))
                    .getFirst();
            assertThat(upgrade.task()).isEqualTo("UPGR-SCRAM-SHA-512");
            assertThat(backend().lookup(JULIET, Hash.SHA512)).isEqualTo(new Lookup.Unknown());

            assertThat(backend().upgrade(JULIET, upgrade, salted(upgrade, PASSWORD)))
                    .isTrue();

            assertThat(backend().lookup(JULIET, Hash.SHA512))
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found -> assertThat(found.keys().matches(keys(upgrade)))
                                    .isTrue());
            assertThat(backend().lookup(JULIET, Hash.SHA256)).isInstanceOf(Lookup.Found.class);
            assertThat(backend().lacking(JULIET, EnumSet.of(Hash.SHA512))).isEmpty();
        }

        @Test
        void leavesKeysAloneThatAreThere() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);
            String before = kept("pass_details");
            Upgrade late = Upgrade.of(Hash.SHA512, 4);

            assertThat(backend().upgrade(JULIET, late, salted(late, new Secret("another"))))
                    .isTrue();
            assertThat(kept("pass_details")).isEqualTo(before);
        }

        @Test
        void hasNoKeysForAnAccountThatIsNotThere() {
            Upgrade upgrade = Upgrade.of(Hash.SHA256, 4);

            assertThat(backend().lacking(JULIET, EnumSet.allOf(Hash.class))).isEmpty();
            assertThat(backend().upgrade(JULIET, upgrade, salted(upgrade, PASSWORD)))
                    .isFalse();
        }

        private Octets salted(Upgrade upgrade, Secret password) {
            byte[] bytes = password.reveal().getBytes(StandardCharsets.UTF_8);
            return Octets.of(Pbkdf2.hi(upgrade.hash(), bytes, upgrade.salt().bytes(), upgrade.iterations()));
        }

        private ScramKeys keys(Upgrade upgrade) {
            return upgrade.hash()
                    .keys(salted(upgrade, PASSWORD).bytes(), upgrade.salt().bytes(), upgrade.iterations());
        }

        @Test
        void keepsNoPassword() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(kept("password")).isEmpty();
            assertThat(kept("pass_details"))
                    .startsWith("==MULTI_SCRAM==,4,===SHA1===")
                    .doesNotContain(PASSWORD.reveal());
        }

        @Test
        void derivesAsMuchForAnUnknownAccountAsForAWrongPassword() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);
            long before = derivation.runs();
            backend().check(JULIET, WRONG);
            long known = derivation.runs() - before;
            backend().check(NOBODY, WRONG);

            assertThat(known).isEqualTo(1);
            assertThat(derivation.runs() - before - known).isEqualTo(known);
        }

        @Test
        void keepsOnlyTheHashesItIsToldTo() {
            Internal one = internal(
                    new AuthSpec.Password(AuthSpec.Password.Format.SCRAM, List.of(AuthSpec.Password.Hash.SHA256), 4));
            one.register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(one.hashes()).containsExactly(Hash.SHA256);
            assertThat(one.lookup(JULIET, Hash.SHA256)).isInstanceOf(Lookup.Found.class);
            assertThat(backend().lookup(JULIET, Hash.SHA512)).isEqualTo(new Lookup.Unknown());
            assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
        }

        @Test
        void doesNotHashForANameThatIsTaken() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);
            long before = derivation.runs();
            backend().register(JULIET, WRONG, Limit.INFINITY);

            assertThat(derivation.runs()).isEqualTo(before);
        }
    }

    @Nested
    final class AsPlainText extends BackendContract {
        @Override
        Backend backend() {
            return internal(PLAIN);
        }

        @Test
        void keepsThePasswordAsItIs() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(kept("password")).isEqualTo(PASSWORD.reveal());
        }

        @Test
        void derivesAsMuchForAnUnknownAccountAsForAKnownOne() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);
            long before = derivation.runs();
            backend().lookup(JULIET, Hash.SHA256);
            backend().lookup(NOBODY, Hash.SHA256);

            assertThat(derivation.runs() - before).isEqualTo(2);
        }
    }

    @Test
    void readsAccountsKeptInTheOtherFormat() {
        internal(SCRAM).register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY);
        internal(PLAIN).register(BackendContract.NOBODY, BackendContract.PASSWORD, Limit.INFINITY);

        assertThat(internal(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(internal(SCRAM).check(BackendContract.NOBODY, BackendContract.PASSWORD))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(internal(SCRAM).lookup(BackendContract.NOBODY, Hash.SHA)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void saysThatNobodyCanTellWhenTheStoreIsGone() {
        Internal internal = internal(SCRAM);
        internal.register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY);
        store.close();

        assertThat(internal.check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
        assertThat(internal.lookup(BackendContract.JULIET, Hash.SHA)).isEqualTo(new Lookup.Unavailable());
        assertThat(internal.exists(BackendContract.JULIET)).isEqualTo(Existence.UNAVAILABLE);
        assertThat(internal.register(BackendContract.NOBODY, BackendContract.PASSWORD, Limit.INFINITY))
                .isEqualTo(Registered.UNAVAILABLE);
        assertThat(internal.setPassword(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(PasswordChange.UNAVAILABLE);
        assertThat(internal.remove(BackendContract.JULIET)).isEqualTo(Removal.UNAVAILABLE);
    }

    @Test
    void saysThatNobodyCanTellWhatABrokenRowMeans() {
        internal(SCRAM).register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY);
        store.write(handle -> handle.execute("UPDATE users SET pass_details = 'rubbish'"));

        assertThat(internal(SCRAM).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void readsKeysThatAreKeptAsJson() {
        internal(SCRAM).register(BackendContract.JULIET, new Secret("pencil"), Limit.INFINITY);
        store.write(handle -> handle.execute("UPDATE users SET pass_details = ?", """
                {"iteration_count":4096,"sha":{"salt":"QSXCR+Q6sek8bf92",
                "stored_key":"6dlGYMOdZcOPutkcNY8U2g7vK9Y=","server_key":"D+CSWLOshSulAsxiupA+qs2/fTE="}}"""));

        assertThat(internal(SCRAM).check(BackendContract.JULIET, new Secret("pencil")))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void saysThatItCannotBeDoneNowWhenAllProcessorsAreTaken() {
        internal(SCRAM).register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY);
        Internal busy = new Internal(
                store, new Derivation(0, Duration.ZERO, Ticker.systemTicker()), new Decoys(new byte[32]), SCRAM);

        assertThat(busy.check(BackendContract.JULIET, BackendContract.PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(busy.check(BackendContract.NOBODY, BackendContract.PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(busy.register(BackendContract.NOBODY, BackendContract.PASSWORD, Limit.INFINITY))
                .isEqualTo(Registered.UNAVAILABLE);
        assertThat(busy.setPassword(BackendContract.JULIET, BackendContract.WRONG))
                .isEqualTo(PasswordChange.UNAVAILABLE);
    }
}
