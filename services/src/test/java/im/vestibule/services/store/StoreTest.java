package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {
    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        store.write(handle -> handle.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static int note(Handle handle, int id) {
        return handle.execute("INSERT INTO note (id, text) VALUES (?, ?)", id, "text " + id);
    }

    private static List<Integer> ids(Store store) {
        return store.read(handle -> handle.select("SELECT id FROM note ORDER BY id")
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void readsWhatWasAcknowledged() {
        store.write(handle -> note(handle, 1));

        assertThat(ids(store)).containsExactly(1);
    }

    private static final String NOTE = "INSERT INTO note (id, text) VALUES (?, ?)";

    @Test
    void carriesOutAgainWhatItHasPrepared() {
        assertThat(store.update(NOTE, List.of(1, "one"))).isEqualTo(1);
        assertThat(store.update(NOTE, List.of(2, "two"))).isEqualTo(1);
        assertThat(store.update("DELETE FROM note WHERE id > ?", List.of(0))).isEqualTo(2);
    }

    @Test
    void undoesWhatFailedAndPreparesItAnew() {
        store.update(NOTE, List.of(1, "one"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.update(NOTE, List.of(1, "again"))).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.update("INSERT INTO nowhere VALUES (?)", List.of(1)))
                    .isInstanceOf(StoreException.class);
        }

        store.update(NOTE, List.of(2, "two"));
        assertThat(ids(store)).containsExactly(1, 2);
    }

    @Test
    void preparesAnewWhatItHasForgotten() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i <= Statements.MOST; i++) {
                store.update("INSERT INTO note (id, text) VALUES (? + " + i + ", '')", List.of(100 * round));
            }
        }

        assertThat(ids(store)).hasSize(2 * (Statements.MOST + 1));
    }

    @Test
    void asksAgainWhatItHasPreparedAndSeesWhatWasWrittenSince() {
        for (int id = 1; id <= 3; id++) {
            store.update(NOTE, List.of(id, "text"));
            assertThat(countUpTo(id)).isEqualTo(id);
        }
        assertThat(countUpTo(1)).isEqualTo(1);
    }

    private int countUpTo(int id) {
        return store.query(
                "SELECT count(*) FROM note WHERE id <= ?", List.of(id), rows -> rows.next() ? rows.getInt(1) : -1);
    }

    @Test
    void preparesAQueryAnewThatFailed() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.query("SELECT 1 FROM nowhere", List.of(), rows -> rows.getInt(1)))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.query("SELECT count(*) FROM note WHERE id <= ?", List.of(1), rows -> {
                        throw new SQLException("of the reader");
                    }))
                    .hasRootCauseMessage("of the reader");
        }

        assertThat(countUpTo(1)).isZero();
    }

    @Test
    void leavesNoReadingOpenThatItsReaderGaveUp() {
        store.update(NOTE, List.of(1, "one"));
        store.update(NOTE, List.of(2, "two"));
        int first =
                store.query("SELECT id FROM note ORDER BY id", List.of(), rows -> rows.next() ? rows.getInt(1) : -1);
        assertThat(first).isEqualTo(1);

        // Somebody who still read would see the store as it was.
        store.update("DELETE FROM note WHERE id >= ?", List.of(1));
        assertThat(countUpTo(2)).isZero();
    }

    @Test
    void leavesOneStatementToTheWriter() {
        assertThat(store.later(NOTE, List.of(1, "one"))).isTrue();
        store.update(NOTE, List.of(2, "two"));
        assertThat(ids(store)).containsExactly(1, 2);
    }

    @Test
    void keepsWhatWasAcknowledgedAcrossACleanStop() {
        store.write(handle -> note(handle, 1));
        store.close();

        try (Store again = Store.open(directory)) {
            assertThat(ids(again)).containsExactly(1);
        }
    }

    @Test
    void undoesOnlyTheWorkThatThrew() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        Future<?> gate = background(() -> store.write(handle -> await(together)));
        List<Future<?>> callers = new ArrayList<>();
        for (int id = 1; id <= 3; id++) {
            int it = id;
            callers.add(background(() -> store.write(handle -> {
                note(handle, it);
                if (it == 2) {
                    throw new IllegalStateException("two");
                }
                return it;
            })));
        }
        together.countDown();

        gate.get();
        callers.get(0).get();
        assertThatThrownBy(() -> callers.get(1).get()).hasRootCauseMessage("two");
        callers.get(2).get();
        assertThat(ids(store)).containsExactly(1, 3);
    }

    @Test
    void turnsABrokenStatementIntoAStoreException() {
        store.write(handle -> note(handle, 1));

        assertThatThrownBy(() -> store.write(handle -> note(handle, 1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.read(handle -> handle.execute("SELECT nonsense")))
                .isInstanceOf(StoreException.class);
        assertThat(ids(store)).containsExactly(1);
    }

    @Test
    void neverRepeatsWhatItWasGiven() {
        store.write(handle -> note(handle, 1));
        Work<Integer> again = handle -> handle.execute("INSERT INTO note (id, text) VALUES (1, ?)", "hush-hush");
        Work<Integer> badly = handle -> handle.select("SELECT nonsense WHERE ? = 1", "hush-hush")
                .mapTo(Integer.class)
                .one();

        assertThatThrownBy(() -> store.write(again)).satisfies(StoreTest::isSilent);
        assertThatThrownBy(() -> store.read(badly)).satisfies(StoreTest::isSilent);
    }

    private static void isSilent(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("SQLITE").doesNotContain("hush-hush");
    }

    @Test
    void refusesToWriteThroughAReader() {
        assertThatThrownBy(() -> store.read(handle -> note(handle, 1))).isInstanceOf(StoreException.class);
        assertThat(ids(store)).isEmpty();
    }

    @Test
    void refusesToWaitForTheWriterInsideTheWriter() {
        assertThatThrownBy(() -> store.write(handle -> store.write(inner -> note(inner, 1))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ids(store)).isEmpty();
    }

    @Test
    void losesTheWholeBatchWhenItsTransactionIsGone() {
        assertThatThrownBy(() -> store.write(handle -> {
                    note(handle, 1);
                    return handle.execute("ROLLBACK");
                }))
                .isInstanceOf(StoreException.class);

        store.write(handle -> note(handle, 2));
        assertThat(ids(store)).containsExactly(2);
    }

    @Test
    void doesWhatNobodyWaitsForBehindWhatCameEarlier() {
        assertThat(store.later(handle -> note(handle, 1))).isTrue();
        store.write(handle -> handle.execute("UPDATE note SET text = 'seen' WHERE id = 1"));

        String text = store.read(handle ->
                handle.select("SELECT text FROM note").mapTo(String.class).one());
        assertThat(text).isEqualTo("seen");
        assertThat(store.lost()).isZero();
    }

    @Test
    void countsWhatNobodyWaitedForAndFailed() {
        assertThat(store.later(handle -> handle.execute("nonsense"))).isTrue();
        store.write(handle -> note(handle, 1));

        assertThat(store.lost()).isEqualTo(1);
    }

    @Test
    void dropsWhatNobodyWaitsForLongBeforeItRefusesACaller() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Future<?> busy = background(() -> store.write(handle -> {
            entered.countDown();
            return await(gate);
        }));
        entered.await();

        for (int i = 0; i < Writer.QUEUE_LATER; i++) {
            assertThat(store.later(handle -> 0)).isTrue();
        }
        assertThat(store.later(handle -> 0)).isFalse();
        assertThat(store.lost()).isEqualTo(1);
        Future<?> caller = background(() -> store.write(handle -> note(handle, 1)));

        gate.countDown();
        busy.get();
        caller.get();
        assertThat(ids(store)).containsExactly(1);
    }

    @Test
    void refusesACallerWhenTheQueueIsFull() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Future<?> busy = background(() -> store.write(handle -> {
            entered.countDown();
            return await(gate);
        }));
        entered.await();

        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i <= Writer.QUEUE; i++) {
            int id = i;
            callers.add(background(() -> store.write(handle -> note(handle, id))));
        }
        // One more caller than fits: exactly one of them is refused, and the rest wait.
        Future<?> refused = callers.remove(firstDone(callers));
        assertThatThrownBy(refused::get)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("too much is waiting");
        gate.countDown();
        busy.get();
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(ids(store)).hasSize(Writer.QUEUE);
    }

    @Test
    void doesWhatItAcceptedBeforeItCloses() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Future<?> busy = background(() -> store.write(handle -> {
            entered.countDown();
            return await(gate);
        }));
        entered.await();
        for (int i = 0; i < 2 * Writer.BATCH; i++) {
            int id = i;
            assertThat(store.later(handle -> note(handle, id))).isTrue();
        }
        Future<?> closing = background(store::close);
        gate.countDown();

        busy.get();
        closing.get();
        try (Store again = Store.open(directory)) {
            assertThat(ids(again)).hasSize(2 * Writer.BATCH);
        }
    }

    @Test
    void refusesWorkOnceClosed() {
        store.close();

        assertThatThrownBy(() -> store.write(handle -> note(handle, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> ids(store)).isInstanceOf(StoreException.class);
        assertThat(store.later(handle -> 0)).isFalse();
    }

    @Test
    void forcesEveryCommitToTheDisk() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
    }

    private String pragma(String name) {
        return store.write(
                handle -> handle.select("PRAGMA " + name).mapTo(String.class).one());
    }

    @Test
    void keepsTheFilesFromOthersEyes() throws IOException {
        Path fresh = directory.resolve("fresh");
        Store.open(fresh).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve(Sqlite.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhichDirectoryItCannotUse() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void join() {
        threads.close();
    }

    private Future<?> background(Runnable task) {
        return threads.submit(task);
    }

    private static int firstDone(List<Future<?>> futures) {
        int i = 0;
        while (!futures.get(i).isDone()) {
            i = (i + 1) % futures.size();
            Thread.onSpinWait();
        }
        return i;
    }

    private static int await(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            // The writer is woken when it is to close; this work still waits for its gate.
            return await(latch);
        }
    }
}
