package im.vestibule.services.personal;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Decoys;
import im.vestibule.services.account.Derivation;
import im.vestibule.services.account.Internal;
import im.vestibule.services.account.Methods;
import im.vestibule.services.blocking.SqlBlockStore;
import im.vestibule.services.last.LastActivity;
import im.vestibule.services.last.SqlLastStore;
import im.vestibule.services.offline.OfflineMessage;
import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.personal.PersonalData.Reach;
import im.vestibule.services.personal.Retrieval.Fault;
import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.SqlRosterStore;
import im.vestibule.services.roster.State;
import im.vestibule.services.store.OwnedTable;
import im.vestibule.services.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PersonalDataTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    private final Path directory;
    private final Store store;
    private final PersonalData personal;

    PersonalDataTest(@TempDir Path temp) {
        directory = temp.resolve("personal");
        store = Store.open(temp.resolve("data"));
        Decoys decoys = new Decoys(new byte[32]);
        AuthSpec.Password plain = new AuthSpec.Password(AuthSpec.Password.Format.PLAIN, List.of(), 4_096);
        Accounts accounts = new Accounts(
                Map.of(
                        "door.test",
                        new Methods(List.of(new Internal(store, new Derivation(), decoys, plain)), 1, Limit.INFINITY)),
                decoys);
        accounts.register(JULIET, new Secret("qzjxkw"));
        personal = new PersonalData(store, accounts, directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void live() {
        new SqlRosterStore(store)
                .save(
                        JULIET,
                        new Item(
                                Jid.of("romeo@elsewhere.test"),
                                true,
                                "Romeo, \"R\"",
                                List.of("Friends", "Men"),
                                State.NONE,
                                Optional.empty()),
                        1);
        new SqlBlockStore(store).add(JULIET, Set.of(Jid.of("tybalt@door.test")));
        new SqlLastStore(store).save(JULIET, new LastActivity(NOON, "Heading home"));
        XmlElement message = XmlElement.parse("<message xmlns='jabber:client' from='a@b.test/c' to='juliet@door.test'>"
                        + "<body>two\nlines</body></message>")
                .orElseThrow();
        new SqlOfflineStore(store).add(JULIET, new OfflineMessage(message, NOON, Optional.empty()), 10);
    }

    private static Map<String, String> sheets(Path file) throws IOException {
        Map<String, String> sheets = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                sheets.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return sheets;
    }

    @Test
    void writesAllThatIsKeptAboutAnAccount() throws IOException {
        live();

        Retrieval retrieval = personal.retrieve(JULIET, "juliet.zip", Reach.DIRECTORY);

        Path file = directory.resolve("juliet.zip");
        assertThat(retrieval).isEqualTo(new Retrieval.Written(file));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Map<String, String> sheets = sheets(file);
        assertThat(sheets)
                .containsEntry(
                        "roster.csv",
                        "jid,name,subscription,ask,groups,askmessage\r\n"
                                + "romeo@elsewhere.test,\"Romeo, \"\"R\"\"\",none,none,Friends;Men,\r\n")
                .containsEntry("blocked.csv", "jid\r\ntybalt@door.test\r\n")
                .containsEntry("last.csv", "timestamp,status\r\n" + NOON + ",Heading home\r\n")
                .containsEntry("auth_token.csv", "seq_no,revoked\r\n")
                .containsEntry(
                        "offline.csv",
                        "timestamp,from,to,packet\r\n" + NOON
                                + ",a@b.test/c,juliet@door.test,\"<message xmlns='jabber:client' from='a@b.test/c'"
                                + " to='juliet@door.test'><body>two\nlines</body></message>\"\r\n");
        assertThat(sheets.values()).as("no password").noneMatch(text -> text.contains("qzjxkw"));
        assertThat(personal.count(JULIET))
                .containsOnly(
                        Map.entry("users", 1L),
                        Map.entry("roster_items", 1L),
                        Map.entry("roster_versions", 1L),
                        Map.entry("offline_messages", 1L),
                        Map.entry("last_activity", 1L),
                        Map.entry("blocked", 1L));
    }

    @Test
    void knowsNobodyElse() {
        assertThat(personal.retrieve(Jid.of("romeo@door.test"), "x.zip", Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NoSuchUser());
        assertThat(personal.retrieve(Jid.of("romeo@nowhere.test"), "x.zip", Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NoSuchUser());
        assertThat(directory).doesNotExist();
    }

    @Test
    void overwritesNothing(@TempDir Path other) throws IOException {
        Path taken = Files.writeString(other.resolve("taken"), "mine");

        assertThat(personal.retrieve(JULIET, taken.toString(), Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NotWritten(Fault.WRONG_FILENAME));
        assertThat(personal.retrieve(JULIET, other.toString(), Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NotWritten(Fault.IS_DIRECTORY));
        assertThat(personal.retrieve(JULIET, other.resolve("none/x").toString(), Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NotWritten(Fault.WRONG_FILENAME));
        assertThat(personal.retrieve(JULIET, "a\0b", Reach.ANYWHERE))
                .isEqualTo(new Retrieval.NotWritten(Fault.WRONG_FILENAME));

        assertThat(taken).hasContent("mine");
        Path free = other.resolve("free.zip");
        assertThat(personal.retrieve(JULIET, free.toString(), Reach.ANYWHERE)).isEqualTo(new Retrieval.Written(free));
    }

    @Test
    void writesNowhereElseForWhomThatIsNotFor(@TempDir Path other) {
        for (String path : List.of(other.resolve("x.zip").toString(), "../x.zip", "a/../../x.zip")) {
            assertThat(personal.retrieve(JULIET, path, Reach.DIRECTORY))
                    .as(path)
                    .isEqualTo(new Retrieval.NotWritten(Fault.WRONG_FILENAME));
        }
        assertThat(other).isEmptyDirectory();
        assertThat(directory.resolveSibling("x.zip")).doesNotExist();
    }

    /** Numbers of a roster say nothing about anybody. */
    @Test
    void leavesNoTableOut() {
        Set<OwnedTable> shown = EnumSet.of(OwnedTable.ROSTER_VERSIONS);
        Stream.of(Sheet.values()).map(Sheet::table).forEach(shown::add);

        assertThat(shown).containsExactlyInAnyOrder(OwnedTable.values());
    }
}
