package im.vestibule.services.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Limit;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.HttpPool;
import im.vestibule.services.pool.HttpPool.Reading;
import im.vestibule.services.pool.HttpPool.Request;
import im.vestibule.services.pool.Unreachable;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The method {@code http}: accounts that a web service keeps, asked in MongooseIM's way. Where passwords are kept as they
 * are, the service checks them; where SCRAM keys are kept, it only keeps them and the check is ours. Passwords are sent
 * prepared, so that those are equal there that RFC 4013 calls equal.
 */
public final class Http implements Backend {
    private static final Secret NO_PASSWORD = new Secret("");
    private static final String NOBODY = "vestibule-probe";

    private final HttpPool pool;
    private final Optional<Secret> basicAuth;
    private final Keeping keeping;
    private final Trouble trouble = new Trouble("http");

    /**
     * @param pool {@code outgoing_pools.http.auth}
     */
    public Http(
            HttpPool pool, Optional<Secret> basicAuth, Derivation derivation, Decoys decoys, AuthSpec.Password format) {
        this.pool = pool;
        this.basicAuth = basicAuth;
        this.keeping = new Keeping(derivation, decoys, format);
    }

    /** A question without effect, for such a pool to try the service with. */
    public static Request<Boolean> probe(String domain, Optional<Secret> basicAuth) {
        return get("user_exists", NOBODY, domain, NO_PASSWORD, basicAuth, Said::truth);
    }

    @Override
    public AuthMethod method() {
        return AuthMethod.HTTP;
    }

    @Override
    public Set<Hash> hashes() {
        return keeping.hashes();
    }

    @Override
    public Lookup lookup(Jid account, Hash hash) {
        return attempt(() -> keeping.lookup(find(account), account, hash), new Lookup.Unavailable());
    }

    @Override
    public boolean checksPasswords() {
        return true;
    }

    @Override
    public Verdict check(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Verdict.REFUSED;
        }
        return attempt(
                () -> keeping.isPlain()
                        ? verdict(get("check_password", account, prepared.get(), Said::truth))
                        : keeping.check(find(account), account, prepared.get()),
                Verdict.UNAVAILABLE);
    }

    private static Verdict verdict(boolean accepted) {
        return accepted ? Verdict.ACCEPTED : Verdict.REFUSED;
    }

    /** What the service keeps of the password. */
    private Optional<Credentials> find(Jid account) throws Unreachable {
        String kept = value("get_password", account);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<Credentials> keys = ScramText.parse(kept.strip()).map(Credentials.class::cast);
        if (keys.isEmpty() && !keeping.isPlain()) {
            throw doubtful("get_password of " + account + " is no SCRAM keys");
        }
        // Keys are never taken for a password: whoever has seen them could log in.
        return keys.or(() -> Optional.of(new Credentials.Plain(new Secret(kept))));
    }

    /** Empty if there is none. */
    private String value(String operation, Jid account) throws Unreachable {
        Said said = get(operation, account, NO_PASSWORD, Said::of);
        return switch (said.outcome()) {
            case DONE -> said.value();
            case BAD, FORBIDDEN, ABSENT, CONFLICT -> "";
        };
    }

    /** An answer about one account that cannot be used says nothing about the service: others can go on to log in. */
    private Unreachable doubtful(String what) {
        Unreachable fault = new Unreachable(what);
        trouble.report(fault);
        return fault;
    }

    @Override
    public boolean admitsCertified() {
        return true;
    }

    /** The certificate must be one of those that the service has for the user. */
    @Override
    public Verdict admit(Jid account, Optional<X509Certificate> certificate) {
        if (certificate.isEmpty()) {
            return Verdict.REFUSED;
        }
        return attempt(
                () -> verdict(isAmong(certificate.get(), value("get_certs", account), account)), Verdict.UNAVAILABLE);
    }

    private boolean isAmong(X509Certificate certificate, String pem, Jid account) throws Unreachable {
        if (pem.isBlank()) {
            return false;
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                    .contains(certificate);
        } catch (CertificateException e) {
            throw doubtful("get_certs of " + account + " is no PEM");
        }
    }

    @Override
    public Existence exists(Jid account) {
        return attempt(
                () -> get("user_exists", account, NO_PASSWORD, Said::truth) ? Existence.EXISTS : Existence.ABSENT,
                Existence.UNAVAILABLE);
    }

    /** The service does not tell how many it has, so {@code most} has no effect; the configuration's checks say so. */
    @Override
    public Registered register(Jid account, Secret password, Limit most) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return Registered.BAD_PASSWORD;
        }
        return attempt(
                () -> switch (post("register", account, kept(prepared.get()))) {
                    case DONE -> Registered.DONE;
                    case CONFLICT -> Registered.EXISTS;
                    case BAD -> Registered.BAD_PASSWORD;
                    case FORBIDDEN, ABSENT -> Registered.NOT_SUPPORTED;
                },
                Registered.UNAVAILABLE);
    }

    @Override
    public PasswordChange setPassword(Jid account, Secret password) {
        Optional<Secret> prepared = Passwords.prepare(password);
        if (prepared.isEmpty()) {
            return PasswordChange.BAD_PASSWORD;
        }
        return attempt(
                () -> switch (post("set_password", account, kept(prepared.get()))) {
                    case DONE -> PasswordChange.DONE;
                    case ABSENT -> PasswordChange.ABSENT;
                    case BAD -> PasswordChange.BAD_PASSWORD;
                    case FORBIDDEN, CONFLICT -> PasswordChange.NOT_SUPPORTED;
                },
                PasswordChange.UNAVAILABLE);
    }

    /** What the service is to keep. */
    private Secret kept(Secret prepared) throws Unreachable {
        Credentials fresh = keeping.fresh(prepared, prepared).orElseThrow(() -> new Unreachable("too much to do"));
        return switch (fresh) {
            case Credentials.Plain(Secret password) -> password;
            case Credentials.Scram scram -> new Secret(ScramText.format(scram));
        };
    }

    @Override
    public Removal remove(Jid account) {
        return attempt(
                () -> switch (post("remove_user", account, NO_PASSWORD)) {
                    case DONE -> Removal.DONE;
                    case ABSENT -> Removal.ABSENT;
                    case BAD, FORBIDDEN, CONFLICT -> Removal.NOT_SUPPORTED;
                },
                Removal.UNAVAILABLE);
    }

    private <T> T get(String operation, Jid account, Secret password, Reading<T> reading) throws Unreachable {
        return pool.call(get(operation, account.local(), account.domain(), password, basicAuth, reading));
    }

    private static <T> Request<T> get(
            String operation,
            String user,
            String server,
            Secret password,
            Optional<Secret> basicAuth,
            Reading<T> reading) {
        String query = operation + "?" + form(user, server, password);
        return new Request<>(query, request -> authorize(request, basicAuth), reading);
    }

    private Said.Outcome post(String operation, Jid account, Secret password) throws Unreachable {
        String form = form(account.local(), account.domain(), password);
        return pool.call(new Request<>(
                operation,
                request -> authorize(request, basicAuth)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                Said::change));
    }

    private static String form(String user, String server, Secret password) {
        return "user=" + encode(user) + "&server=" + encode(server) + "&pass=" + encode(password.reveal());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static HttpRequest.Builder authorize(HttpRequest.Builder request, Optional<Secret> basicAuth) {
        basicAuth.ifPresent(secret -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret.reveal().getBytes(UTF_8))));
        return request;
    }

    private interface Task<T> {
        T run() throws Unreachable;
    }

    private static <T> T attempt(Task<T> task, T unavailable) {
        try {
            return task.run();
        } catch (Unreachable _) {
            // Said by the pool's health.
            return unavailable;
        }
    }
}
