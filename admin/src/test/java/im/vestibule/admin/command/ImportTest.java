package im.vestibule.admin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.Import.Line;
import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Existence;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Methods;
import im.vestibule.services.account.Verdict;
import im.vestibule.services.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final AuthSpec.Password FORMAT =
            new AuthSpec.Password(AuthSpec.Password.Format.SCRAM, List.of(AuthSpec.Password.Hash.SHA256), 4);
    private static final Jid ALICE = Jid.of("alice@a.test");
    private static final Jid BOB = Jid.of("bob@a.test");

    @TempDir
    private Path directory;

    private final Queue<Runnable> work = new ArrayDeque<>();
    private Store store;
    private Accounts accounts;
    private Import imports;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"));
        Decoys decoys = new Decoys(new byte[32]);
        Internal internal = new Internal(store, new Derivation(), decoys, FORMAT);
        accounts = new Accounts(Map.of("a.test", new Methods(List.of(internal), 4, Limit.INFINITY)), decoys);
        imports = new Import(accounts, work::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("users.csv"), text);
    }

    private Answer<String> schedule(Path file) {
        return imports.schedule(file.toString(), Optional.empty());
    }

    @Test
    void makesAnAccountOfEachLine() throws IOException {
        schedule(file("alice,a.test,\"one, two\"\r\nnonsense\nbob,a.test,secret"));
        work.remove().run();

        assertThat(accounts.check(ALICE, new Secret("one, two"), EnumSet.allOf(AuthMethod.class)))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(accounts.exists(BOB)).isEqualTo(Existence.EXISTS);
    }

    @Test
    void saysWhatIsWrongWithALine() {
        Optional<String> any = Optional.empty();

        assertThat(imports.line("alice,a.test,secret", any)).isEqualTo(Line.CREATED);
        assertThat(imports.line("alice,a.test,other", any)).isEqualTo(Line.EXISTING);
        assertThat(imports.line("alice,b.test,secret", any)).isEqualTo(Line.NOT_ALLOWED);
        assertThat(imports.line("bob,a.test,secret", Optional.of("b.test"))).isEqualTo(Line.NOT_ALLOWED);
        assertThat(imports.line("a b,a.test,secret", any)).isEqualTo(Line.INVALID_JID);
        assertThat(imports.line("bob,a.test,", any)).isEqualTo(Line.EMPTY_PASSWORD);
        assertThat(imports.line("bob,a.test", any)).isEqualTo(Line.INVALID_RECORD);
        assertThat(imports.line("bob,a.test," + "x".repeat(Import.LONGEST), any))
                .isEqualTo(Line.INVALID_RECORD);
        assertThat(accounts.exists(BOB)).isEqualTo(Existence.ABSENT);
    }

    @Test
    void tellsABackEndThatIsDownFromWhatIsNotAllowed() {
        store.close();

        assertThat(imports.line("alice,a.test,secret", Optional.empty())).isEqualTo(Line.UNAVAILABLE);
    }

    @Test
    void readsOneFileAtATime() throws IOException {
        Path file = file("alice,a.test,secret");

        assertThat(schedule(file)).isInstanceOf(Answer.Done.class);
        assertThat(schedule(file)).isInstanceOf(Answer.Refused.class);
        work.remove().run();
        assertThat(schedule(file)).isInstanceOf(Answer.Done.class);
    }

    @Test
    void keepsNoMoreOfALineThanShowsThatItIsTooLong() throws IOException {
        BufferedReader reader =
                new BufferedReader(new StringReader("x".repeat(10 * Import.LONGEST) + "\nshort\r\n\nlast"));

        assertThat(Import.next(reader)).hasSize(Import.LONGEST + 2);
        assertThat(Import.next(reader)).isEqualTo("short");
        assertThat(Import.next(reader)).isEmpty();
        assertThat(Import.next(reader)).isEqualTo("last");
        assertThat(Import.next(reader)).isNull();
    }

    @Test
    void opensNothingButFiles() throws IOException {
        assertThatThrownBy(() -> Import.open(Path.of("/dev/zero"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Import.open(directory)).isInstanceOf(NoSuchFileException.class);

        try (BufferedReader reader = Import.open(file("alice,a.test,secret"))) {
            assertThat(Import.next(reader)).isEqualTo("alice,a.test,secret");
        }
    }
}
