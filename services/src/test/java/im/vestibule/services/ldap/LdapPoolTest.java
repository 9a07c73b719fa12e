package im.vestibule.services.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import im.vestibule.config.Connection;
import im.vestibule.config.Secret;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.Unreachable;
import im.vestibule.services.pool.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

final class LdapPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Secret PASSWORD = new Secret("juliet-secret");
    private static final String JULIET = "uid=juliet," + Library.BASE;

    private static SearchResult search(LdapPool pool) throws Unreachable {
        return pool.search(Question.search(
                Library.BASE,
                SearchScope.SUB,
                Filter.createEqualityFilter("uid", "juliet"),
                DereferencePolicy.NEVER,
                2,
                "1.1"));
    }

    /** Remembers the last reason. */
    private static final class Ear implements Watch {
        private final CountDownLatch down = new CountDownLatch(1);
        private final CountDownLatch up = new CountDownLatch(1);
        private volatile String reason = "";

        @Override
        public void down(String name, String why) {
            reason = why;
            down.countDown();
        }

        @Override
        public void up(String name) {
            up.countDown();
        }

        String reason() throws InterruptedException {
            assertThat(down.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return reason;
        }

        boolean isUp() throws InterruptedException {
            return up.await(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void searchesAndBinds() throws Exception {
        try (Library library = Library.open();
                LdapPool pool = library.pool()) {
            assertThat(search(pool).getEntryCount()).isEqualTo(1);
            assertThat(pool.bind(JULIET, PASSWORD).getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThat(pool.bind(JULIET, new Secret("wrong")).getResultCode())
                    .isEqualTo(ResultCode.INVALID_CREDENTIALS);
        }
    }

    @Test
    void searchesAsTheRoot() throws Exception {
        try (Library library = Library.reserved();
                LdapPool nobody = library.pool();
                LdapPool root = Library.pool(
                        Library.connection(library.port(), Library.ROOT, "root-secret", "127.0.0.1"),
                        LONG,
                        Watch.NONE)) {
            assertThat(search(nobody).getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(root.bind(JULIET, PASSWORD).getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThat(search(root).getEntryCount()).isEqualTo(1);
        }
    }

    @Test
    void saysWhenTheRootCannotLogIn() throws Exception {
        Ear ear = new Ear();
        try (Library library = Library.open();
                LdapPool pool = Library.pool(
                        Library.connection(library.port(), Library.ROOT, "wrong", "127.0.0.1"), LONG, ear)) {
            assertThat(ear.reason())
                    .startsWith("127.0.0.1:" + library.port() + ": root_dn cannot log in: invalid credentials")
                    .doesNotContain("wrong");
            assertThatThrownBy(() -> search(pool)).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void neverSearchesWhereSomebodyHasLoggedIn() throws Exception {
        try (Library library = Library.open();
                LdapPool pool = library.pool()) {
            for (int i = 0; i < 5; i++) {
                pool.bind(JULIET, PASSWORD);
                search(pool);
            }
            List<Library.Asked> asked = library.asked();
            assertThat(asked).hasSize(10);
            assertThat(connections(asked, true)).doesNotContainAnyElementsOf(connections(asked, false));
        }
    }

    private static Set<Long> connections(List<Library.Asked> asked, boolean searches) {
        return asked.stream()
                .filter(each -> each.isSearch() == searches)
                .map(Library.Asked::connection)
                .collect(Collectors.toSet());
    }

    @Test
    void replacesConnectionsThatTheServerHasClosed() throws Exception {
        try (Library library = Library.open();
                LdapPool pool = Library.pool(Library.connection(library.port()), LONG, Watch.NONE)) {
            // That it is connected just when the server hangs up would be another case.
            library.awaitTrial();
            for (int i = 0; i < 3; i++) {
                assertThat(search(pool).getEntryCount()).isEqualTo(1);
                assertThat(pool.bind(JULIET, PASSWORD).getResultCode()).isEqualTo(ResultCode.SUCCESS);
                library.hangUp();
            }
            assertThat(search(pool).getEntryCount()).isEqualTo(1);
        }
    }

    @Test
    void recoversByItself() throws Exception {
        Ear ear = new Ear();
        int port = Library.free();
        try (Library library = Library.open(Library.listener(port));
                LdapPool pool = Library.pool(Library.connection(port), LONG, ear)) {
            search(pool);
            library.stop();
            assertThatThrownBy(() -> search(pool)).isInstanceOf(Unreachable.class);
            // The kernel may take one more connection while the directory ends.
            assertThat(ear.reason()).startsWith("127.0.0.1:" + port + ": ");
            library.start();
            assertThat(ear.isUp()).isTrue();
            assertThat(search(pool).getEntryCount()).isEqualTo(1);
        }
    }

    @Test
    void asksTheNextServerWhereOneIsDeaf() throws Exception {
        try (Library library = Library.open();
                ServerSocket deaf = new ServerSocket(library.port(), 50, InetAddress.ofLiteral("127.0.0.2"));
                LdapPool pool = Library.pool(
                        Library.connection(library.port(), "", "", "127.0.0.2", "127.0.0.1"),
                        Duration.ofSeconds(2),
                        Watch.NONE)) {
            assertThat(deaf.isBound()).isTrue();
            assertThat(search(pool).getEntryCount()).isEqualTo(1);
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        Ear ear = new Ear();
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LdapPool pool = Library.pool(Library.connection(deaf.getLocalPort()), SHORT, ear)) {
            assertThatThrownBy(() -> pool.bind(JULIET, PASSWORD)).isInstanceOf(Unreachable.class);
            assertThat(ear.reason()).isEqualTo("127.0.0.1:" + deaf.getLocalPort() + ": no answer in time");
        }
    }

    /** A byte now and then keeps the socket's own time-out from coming. */
    @Test
    void doesNotListenForEver() throws Exception {
        Ear ear = new Ear();
        try (ServerSocket dripping = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LdapPool pool = Library.pool(Library.connection(dripping.getLocalPort()), SHORT, ear)) {
            Thread.ofVirtual().start(() -> drip(dripping));
            assertThatThrownBy(() -> search(pool)).isInstanceOf(Unreachable.class);
            assertThat(ear.reason()).startsWith("127.0.0.1:" + dripping.getLocalPort() + ": ");
        }
    }

    /** To everybody who comes, an entry with a name that never ends. */
    private static void drip(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.getOutputStream().write(new byte[] {
                    0x30, (byte) 0x83, 0xf, 0, 0, 2, 1, 1, 0x64, (byte) 0x83, 0xe, 0, 0, 4, (byte) 0x83, 0xd, 0, 0
                });
                Thread.ofVirtual().start(() -> drip(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void drip(Socket client) {
        CountDownLatch never = new CountDownLatch(1);
        try (client) {
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                client.getOutputStream().write('x');
            }
        } catch (IOException | InterruptedException hungUp) {
            // As it should be.
        }
    }

    @Test
    void doesNotWaitForEverForAHandshake() throws Exception {
        Ear ear = new Ear();
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LdapPool pool = LdapPool.open(
                        new Health("pool", ear),
                        Library.spec(Library.connection(deaf.getLocalPort()), SHORT),
                        SSLContext.getDefault().getSocketFactory())) {
            assertThatThrownBy(() -> search(pool)).isInstanceOf(Unreachable.class);
            assertThat(ear.reason()).startsWith("127.0.0.1:" + deaf.getLocalPort() + ": ");
        }
    }

    @Test
    void takesTroubleOfTheServerForItsOwn() throws Exception {
        try (Library library = Library.open();
                LdapPool pool = library.pool()) {
            for (ResultCode code : List.of(ResultCode.BUSY, ResultCode.UNAVAILABLE, ResultCode.OTHER)) {
                library.answer(Optional.of(code), Optional.of(code));
                assertThatThrownBy(() -> search(pool)).hasMessageContaining(code.getName());
                assertThatThrownBy(() -> pool.bind(JULIET, PASSWORD)).hasMessageContaining(code.getName());
            }
        }
    }

    @Test
    void saysThatThereIsNoSuchHost() throws Exception {
        Ear ear = new Ear();
        Connection.Ldap connection = Library.connection(389, "", "", "no-such-host.invalid");
        try (LdapPool pool = Library.pool(connection, LONG, ear)) {
            assertThat(ear.reason()).startsWith("no-such-host.invalid:389: ");
            assertThatThrownBy(() -> search(pool)).isInstanceOf(Unreachable.class);
        }
    }
}
