package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec;
import im.vestibule.config.Connection;
import im.vestibule.config.Limit;
import im.vestibule.config.PoolsSpec.Pool;
import im.vestibule.config.Secret;
import im.vestibule.services.pool.Health;
import im.vestibule.services.pool.HttpPool;
import im.vestibule.services.pool.Watch;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTest {
    private static final AuthSpec.Password SCRAM =
            new AuthSpec.Password(AuthSpec.Password.Format.SCRAM, List.of(AuthSpec.Password.Hash.values()), 4);
    private static final AuthSpec.Password PLAIN =
            new AuthSpec.Password(AuthSpec.Password.Format.PLAIN, List.of(AuthSpec.Password.Hash.values()), 4);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Optional<Secret> BASIC = Optional.of(new Secret("door:r0m30"));

    /** Of nobody in particular, good for a hundred years. */
    private static final String JULIETS = """
            -----BEGIN CERTIFICATE-----
            MIIBeTCCAR+gAwIBAgIULVirtBMQqS6R6uI96I7ssMERgdwwCgYIKoZIzj0EAwIw
            ETEPMA0GA1UEAwwGanVsaWV0MCAXDTI2MTEyNjA3MjQzOFoYDzIxMjYxMTAyMDcy
            NDM4WjARMQ8wDQYDVQQDDAZqdWxpZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
            AASTrpxouihz6dTXOxAWWDSp9N9mKcbULOHg1M8Ld0hMAmhnh/CXX2QjcXgpmalu
            pDuAyuUYRPoKh4Rz+SevP5Tio1MwUTAdBgNVHQ4EFgQUD8gymCMQKlnLT4hcxHtZ
            rruRRLUwHwYDVR0jBBgwFoAUD8gymCMQKlnLT4hcxHtZrruRRLUwDwYDVR0TAQH/
            BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAlQNvsvrobI7p+yPf618FYSjIc0be
            AeD8UjrF2uUA8fMCIE6KNOgP+5y3k50vWuQP8K0No6MYD6uHPSiPNj7jgSJK
            -----END CERTIFICATE-----
            """;

    private static final String ROMEOS = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCAR2gAwIBAgIUbIBdvL6xzCJcXgD5KZW1rb6H7AkwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFcm9tZW8wIBcNMjYxMTI2MDcyNDM4WhgPMjEyNjExMDIwNzI0
            MzhaMBAxDjAMBgNVBAMMBXJvbWVvMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            RCSsR9r9iPVy3c3gl4Q4TBv03Zih//2vWDxpEshGGigPgzEfnIjxByMWBVtJ1/Lg
            eduwLWL5kiSqvyhcOCQ/mKNTMFEwHQYDVR0OBBYEFJp+zufaqO2UB9u++TmFznhw
            o9Q9MB8GA1UdIwQYMBaAFJp+zufaqO2UB9u++TmFznhwo9Q9MA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgCRzBZVcGT2lXvhoHmWV+hflh4cnNxcPR
            iOb8Dd5F7okCIG1otxfZMOU2jLXEfjZo1CTLe4DEm5PLv2NaRdCue5S6
            -----END CERTIFICATE-----
            """;

    private final AuthService service = AuthService.open();
    private final Health health = new Health("outgoing_pools.http.auth", Watch.NONE);
    private final Derivation derivation = new Derivation();
    private Duration callTimeout = LONG;
    private Duration requestTimeout = Duration.ZERO;
    private Optional<HttpPool> pool = Optional.empty();

    @AfterEach
    void close() {
        pool.ifPresent(HttpPool::close);
        service.close();
    }

    private Http http(AuthSpec.Password format) {
        if (pool.isEmpty()) {
            pool = Optional.of(HttpPool.open(
                    health,
                    new Pool<>(
                            Pool.Scope.GLOBAL,
                            4,
                            Pool.Strategy.BEST_WORKER,
                            callTimeout,
                            new Connection.Http(
                                    service.address(), AuthService.PREFIX, requestTimeout, Optional.empty())),
                    Optional.empty(),
                    Http.probe("door.test", BASIC)));
        }
        return new Http(pool.get(), BASIC, derivation, new Decoys(new byte[32]), format);
    }

    abstract static class Contract extends BackendContract {
        /** It does not count, and so has no limit. */
        @Override
        @Test
        void stopsAtTheLimitOfTheDomain() {
            assertThat(backend().register(NOBODY, PASSWORD, new Limit(1))).isEqualTo(Registered.DONE);
            assertThat(backend().register(JULIET, PASSWORD, new Limit(1))).isEqualTo(Registered.DONE);
        }
    }

    @Nested
    final class AsScram extends Contract {
        @Override
        Backend backend() {
            return http(SCRAM);
        }

        @Test
        void hasTheServiceKeepNoPassword() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(service.kept("juliet@door.test")).startsWith("==MULTI_SCRAM==,4,===SHA1===");
        }

        @Test
        void derivesAsMuchForAnUnknownAccountAsForAWrongPassword() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);
            long before = derivation.runs();
            backend().check(JULIET, WRONG);
            backend().check(NOBODY, WRONG);

            assertThat(derivation.runs() - before).isEqualTo(2);
        }

        @Test
        void cannotTellWhatTextThatIsNoKeysMeansAndLetsOthersLogIn() {
            service.keep("juliet@door.test", PASSWORD.reveal());
            backend().register(NOBODY, PASSWORD, Limit.INFINITY);

            assertThat(backend().check(JULIET, PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
            assertThat(backend().lookup(JULIET, Hash.SHA)).isEqualTo(new Lookup.Unavailable());
            assertThat(backend().check(NOBODY, PASSWORD)).isEqualTo(Verdict.ACCEPTED);
            assertThat(health.isDown()).isFalse();
        }
    }

    @Nested
    final class AsPlainText extends Contract {
        @Override
        Backend backend() {
            return http(PLAIN);
        }

        @Test
        void hasTheServiceKeepThePassword() {
            backend().register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(service.kept("juliet@door.test")).isEqualTo(PASSWORD.reveal());
        }

        @Test
        void takesKeysForKeys() {
            http(SCRAM).register(JULIET, PASSWORD, Limit.INFINITY);

            assertThat(backend().lookup(JULIET, Hash.SHA256))
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found -> assertThat(derivation.check(Hash.SHA256, found.keys(), PASSWORD))
                                    .isEqualTo(Verdict.ACCEPTED));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, true,  ACCEPTED,    EXISTS",
        "200, false, REFUSED,     ABSENT",
        "200, ' true\n', ACCEPTED, EXISTS",
        "200, TRUE,  UNAVAILABLE, UNAVAILABLE",
        "200, '',    UNAVAILABLE, UNAVAILABLE",
        "200, <p>,   UNAVAILABLE, UNAVAILABLE",
        "204, '',    UNAVAILABLE, UNAVAILABLE",
        "400, x,     REFUSED,     ABSENT",
        "401, '',    REFUSED,     ABSENT",
        "403, '',    REFUSED,     ABSENT",
        "404, '',    REFUSED,     ABSENT",
        "409, '',    UNAVAILABLE, UNAVAILABLE",
        "302, true,  UNAVAILABLE, UNAVAILABLE",
        "429, '',    UNAVAILABLE, UNAVAILABLE",
        "500, true,  UNAVAILABLE, UNAVAILABLE",
        "503, '',    UNAVAILABLE, UNAVAILABLE"
    })
    void readsAnswersToQuestions(int status, String body, Verdict verdict, Existence existence) {
        service.answer(status, body);

        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(verdict);
        assertThat(http(PLAIN).exists(BackendContract.JULIET)).isEqualTo(existence);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '',    DONE,          DONE,          DONE",
        "200, true,  DONE,          DONE,          DONE",
        "200, false, NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED",
        "201, '',    DONE,          DONE,          DONE",
        "204, '',    DONE,          DONE,          DONE",
        "400, no,    BAD_PASSWORD,  BAD_PASSWORD,  NOT_SUPPORTED",
        "401, '',    NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED",
        "403, '',    NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED",
        "404, '',    NOT_SUPPORTED, ABSENT,        ABSENT",
        "409, '',    EXISTS,        NOT_SUPPORTED, NOT_SUPPORTED",
        "418, '',    UNAVAILABLE,   UNAVAILABLE,   UNAVAILABLE",
        "500, '',    UNAVAILABLE,   UNAVAILABLE,   UNAVAILABLE"
    })
    void readsAnswersToChanges(int status, String body, Registered registered, PasswordChange change, Removal removal) {
        service.answer(status, body);
        Http http = http(PLAIN);

        assertThat(http.register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY))
                .isEqualTo(registered);
        assertThat(http.setPassword(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(change);
        assertThat(http.remove(BackendContract.JULIET)).isEqualTo(removal);
    }

    @Test
    void showsItsOwnCredentialsAndKnowsWhenTheyAreNotWanted() {
        Queue<String> shown = new ConcurrentLinkedQueue<>();
        service.answer(exchange -> {
            shown.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of("none")));
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"auth\"");
            AuthService.send(exchange, new AuthService.Reply(401, ""));
        });

        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
        assertThat(shown)
                .isNotEmpty()
                .allMatch(("Basic " + Base64.getEncoder().encodeToString("door:r0m30".getBytes(UTF_8)))::equals);
    }

    @Test
    void admitsWhoShowsOneOfItsCertificates() throws CertificateException {
        Http http = http(SCRAM);
        service.certify("juliet@door.test", ROMEOS + JULIETS);

        assertThat(http.admit(BackendContract.JULIET, Optional.of(certificate(JULIETS))))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(http.admit(BackendContract.NOBODY, Optional.of(certificate(JULIETS))))
                .isEqualTo(Verdict.REFUSED);
        assertThat(http.admit(BackendContract.JULIET, Optional.empty())).isEqualTo(Verdict.REFUSED);
        service.certify("juliet@door.test", ROMEOS);
        assertThat(http.admit(BackendContract.JULIET, Optional.of(certificate(JULIETS))))
                .isEqualTo(Verdict.REFUSED);
        service.certify("juliet@door.test", "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----");
        assertThat(http.admit(BackendContract.JULIET, Optional.of(certificate(JULIETS))))
                .isEqualTo(Verdict.UNAVAILABLE);
        assertThat(health.isDown()).isFalse();
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    }

    /** Silence, and a body without an end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1"})
    void waitsForAnAnswerOnlySoLong(String begun) {
        requestTimeout = Duration.ofMillis(50);
        CountDownLatch end = new CountDownLatch(1);
        service.answer(exchange -> {
            if (!begun.isEmpty()) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("true".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            await(end);
        });

        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
        end.countDown();
    }

    @Test
    void waitsNoLongerThanACallMayTake() {
        callTimeout = Duration.ofMillis(50);
        CountDownLatch end = new CountDownLatch(1);
        service.answer(exchange -> await(end));

        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
        end.countDown();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void readsNoAnswerThatIsTooLong() {
        String most = "true" + " ".repeat(64 * 1024 - 4);
        service.answer(200, most);
        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.ACCEPTED);
        service.answer(200, most + " ");
        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void goesNowhereElse() {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        service.answer(exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", AuthService.PREFIX + "elsewhere");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            AuthService.send(exchange, new AuthService.Reply(307, "true"));
        });

        assertThat(http(PLAIN).check(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(Verdict.UNAVAILABLE);
        assertThat(asked).isNotEmpty().noneMatch(path -> path.endsWith("elsewhere"));
    }

    @Test
    void cannotTellWhenTheServiceIsGone() {
        Http http = http(SCRAM);
        service.close();

        assertThat(http.check(BackendContract.JULIET, BackendContract.PASSWORD)).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(http.check(BackendContract.JULIET, new Secret(""))).isEqualTo(Verdict.REFUSED);
        assertThat(http.lookup(BackendContract.JULIET, Hash.SHA)).isEqualTo(new Lookup.Unavailable());
        assertThat(http.exists(BackendContract.JULIET)).isEqualTo(Existence.UNAVAILABLE);
        assertThat(http.register(BackendContract.JULIET, BackendContract.PASSWORD, Limit.INFINITY))
                .isEqualTo(Registered.UNAVAILABLE);
        assertThat(http.setPassword(BackendContract.JULIET, BackendContract.PASSWORD))
                .isEqualTo(PasswordChange.UNAVAILABLE);
        assertThat(http.remove(BackendContract.JULIET)).isEqualTo(Removal.UNAVAILABLE);
        assertThat(health.isDown()).isTrue();
    }
}
