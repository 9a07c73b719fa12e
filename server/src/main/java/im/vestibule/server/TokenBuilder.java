package im.vestibule.server;

import im.vestibule.config.AuthTokenSpec;
import im.vestibule.config.Config;
import im.vestibule.config.KeystoreSpec;
import im.vestibule.config.ModulesSpec;
import im.vestibule.services.account.Removed;
import im.vestibule.services.domain.Domain;
import im.vestibule.services.domain.DomainStore;
import im.vestibule.services.store.Store;
import im.vestibule.services.token.SqlTokenStore;
import im.vestibule.services.token.TokenStore;
import im.vestibule.services.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the tokens of each domain, or type of domains, that hands out some. They are built once: what they are signed with is read, or made, at
 * start. One caller at a time.
 */
final class TokenBuilder {
    private static final Logger log = LoggerFactory.getLogger(TokenBuilder.class);

    private final TokenStore store;
    private final DomainStore domains;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Tokens> built = new HashMap<>();

    /**
     * @param domains the dynamic ones
     */
    TokenBuilder(Store store, DomainStore domains, InstantSource clock) {
        this.domains = domains;
        this.store = new SqlTokenStore(store);
        this.clock = clock;
    }

    /**
     * Those of a domain or a type; empty without {@code mod_auth_token}.
     *
     * @param kind one of {@link Config#kinds}
     */
    Optional<Tokens> build(Config config, String kind) {
        ModulesSpec modules = config.forHost(kind).modules();
        if (modules.authToken().isEmpty()) {
            return Optional.empty();
        }
        Optional<Tokens> known = Optional.ofNullable(built.get(kind));
        Optional<Tokens> tokens = known.or(() -> modules.keystore()
                .flatMap(this::key)
                .map(key -> new Tokens(key, modules.authToken().orElseThrow(), store, clock)));
        tokens.ifPresent(made -> built.put(kind, made));
        if (known.isEmpty()) {
            store.forget(
                    domains(config, kind),
                    clock.instant().minus(longest(modules.authToken().get())));
        }
        return tokens;
    }

    private List<String> domains(Config config, String kind) {
        return config.general().hosts().contains(kind)
                ? List.of(kind)
                : domains.all().stream()
                        .filter(domain -> domain.hostType().equals(kind))
                        .map(Domain::name)
                        .toList();
    }

    private static Duration longest(AuthTokenSpec spec) {
        return spec.access().compareTo(spec.refresh()) > 0 ? spec.access() : spec.refresh();
    }

    private Optional<byte[]> key(KeystoreSpec keystore) {
        return keystore.find(KeystoreSpec.TOKEN_SECRET).flatMap(key -> switch (key) {
            case KeystoreSpec.Key.Ram _ -> {
                byte[] bytes = new byte[keystore.ramKeySize()];
                random.nextBytes(bytes);
                yield Optional.of(bytes);
            }
            case KeystoreSpec.Key.File file -> read(file);
        });
    }

    /** The file was there when the configuration was checked. */
    private static Optional<byte[]> read(KeystoreSpec.Key.File file) {
        try {
            return Optional.of(Files.readAllBytes(file.path())).filter(bytes -> bytes.length > 0);
        } catch (IOException trouble) {
            log.atError()
                    .addKeyValue("file", file.path())
                    .addKeyValue("reason", trouble.toString())
                    .log("token_key_unreadable");
            return Optional.empty();
        }
    }

    /** An account is gone, whether or not its domain hands out tokens now. */
    void revoke(Removed event) {
        boolean _ = store.revoke(event.account(), clock.instant());
    }
}
