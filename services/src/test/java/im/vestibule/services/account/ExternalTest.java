package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Command;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Watch;
import im.vestibule.services.program.Ledger;
import im.vestibule.services.program.Programs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalTest extends BackendContract {
    @TempDir
    private Path directory;

    private Programs programs;
    private External external;

    private Programs start(Command command) {
        return Programs.start(
                new Health("auth.external for door.test", Watch.NONE),
                command,
                1,
                Programs.Timing.USUAL,
                External.probe("door.test"));
    }

    @BeforeEach
    void open() {
        programs = start(Ledger.command(directory));
        external = new External(programs);
    }

    @AfterEach
    void close() {
        programs.close();
    }

    @Override
    Backend backend() {
        return external;
    }

    /** It does not count, and so has no limit. */
    @Override
    @Test
    void stopsAtTheLimitOfTheDomain() {
        assertThat(external.register(NOBODY, PASSWORD, new Limit(1))).isEqualTo(Registered.DONE);
        assertThat(external.register(JULIET, PASSWORD, new Limit(1))).isEqualTo(Registered.DONE);
    }

    @Test
    void hasNoKeysForScram() {
        assertThat(external.hashes()).isEmpty();
        assertThat(external.checksPasswords()).isTrue();
        assertThat(external.admitsCertified()).isFalse();
    }

    @Test
    void takesPasswordsWithColons() {
        Secret colons = new Secret(":a:b:");
        external.register(JULIET, colons, Limit.INFINITY);

        assertThat(external.check(JULIET, colons)).isEqualTo(Verdict.ACCEPTED);
        assertThat(external.check(JULIET, new Secret(":a:b"))).isEqualTo(Verdict.REFUSED);
    }

    /** As many programs do that only know how to check. */
    @Test
    void cannotChangeWhatTheProgramRefusesToChange() {
        String script = "while true; do length=$(head -c 2 | od -An -tu1 | awk '{print $1 * 256 + $2}');"
                + " [ -n \"$length\" ] || exit 0; question=$(head -c \"$length\");"
                + " case $question in isuser:*) printf '\\0\\2\\0\\1';; *) printf '\\0\\2\\0\\0';; esac; done";
        try (Programs readOnly = start(Command.of(List.of("/bin/sh", "-c", script), directory))) {
            External backend = new External(readOnly);

            assertThat(backend.exists(JULIET)).isEqualTo(Existence.EXISTS);
            assertThat(backend.check(JULIET, PASSWORD)).isEqualTo(Verdict.REFUSED);
            assertThat(backend.register(JULIET, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.EXISTS);
            assertThat(backend.setPassword(JULIET, PASSWORD)).isEqualTo(PasswordChange.NOT_SUPPORTED);
            assertThat(backend.remove(JULIET)).isEqualTo(Removal.NOT_SUPPORTED);
        }
    }

    @Test
    void cannotTellWhenTheProgramDoesNotRun() {
        try (Programs broken = start(Command.of(List.of("/no/such/program"), directory))) {
            External backend = new External(broken);

            assertThat(backend.check(JULIET, PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
            assertThat(backend.check(JULIET, new Secret(""))).isEqualTo(Verdict.REFUSED);
            assertThat(backend.exists(JULIET)).isEqualTo(Existence.UNAVAILABLE);
            assertThat(backend.register(JULIET, PASSWORD, Limit.INFINITY)).isEqualTo(Registered.UNAVAILABLE);
            assertThat(backend.setPassword(JULIET, PASSWORD)).isEqualTo(PasswordChange.UNAVAILABLE);
            assertThat(backend.remove(JULIET)).isEqualTo(Removal.UNAVAILABLE);
        }
    }
}
