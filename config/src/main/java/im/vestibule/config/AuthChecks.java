package im.vestibule.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can only be seen of logins with the methods, or the modules, of a whole domain in view. */
final class AuthChecks {
    /** For these every name is somebody's. */
    private static final Set<AuthMethod> EVERYBODY = Set.of(AuthMethod.JWT, AuthMethod.PKI, AuthMethod.DUMMY);

    private final Config config;
    private final Problems problems;

    AuthChecks(Config config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void run() {
        names("auth", config.auth());
        tokens("modules", config.modules());
        for (int i = 0; i < config.hostConfig().size(); i++) {
            HostConfigSpec host = config.hostConfig().get(i);
            String table = Keys.item("host_config", i);
            host.auth().ifPresent(auth -> names(table + ".auth", auth));
            host.modules().ifPresent(modules -> tokens(table + ".modules", modules));
        }
    }

    /** Who logs in with any name and password must not take one that is somebody's. */
    private void names(String table, AuthSpec auth) {
        String key = table + ".anonymous.protocol";
        boolean byName = auth.methods().contains(AuthMethod.ANONYMOUS)
                && auth.anonymous()
                        .map(on -> on.protocol() != AuthSpec.Anonymous.Protocol.SASL_ANON)
                        .orElse(false);
        Optional<AuthMethod> everybody =
                auth.methods().stream().filter(EVERYBODY::contains).findFirst();
        if (byName && everybody.isPresent() && !problems.faulty(key)) {
            problems.warning(
                    key,
                    Fault.of("nobody can log in by a free name: with the method "
                            + Type.quoted(AuthSpec.name(everybody.get())) + " every name is taken"));
        }
    }

    private void tokens(String table, ModulesSpec modules) {
        List<KeystoreSpec.Key> keys = modules.keystore().map(KeystoreSpec::keys).orElse(List.of());
        boolean secret = keys.stream().anyMatch(key -> key.name().equals(KeystoreSpec.TOKEN_SECRET));
        if (modules.authToken().isPresent() && !secret && !problems.faultyWithin(table + ".mod_keystore")) {
            problems.error(
                    table + ".mod_auth_token",
                    Fault.of("needs a key to sign with")
                            .hint("add keys = [{name = \"token_secret\", type = \"ram\"}] to [" + table
                                    + ".mod_keystore]"));
        }
        for (int i = 0; i < keys.size(); i++) {
            unused(
                    modules,
                    Keys.item(table + ".mod_keystore.keys", i),
                    keys.get(i).name());
        }
    }

    private void unused(ModulesSpec modules, String key, String name) {
        if (name.equals(KeystoreSpec.PROVISION)) {
            problems.warning(
                    key,
                    Fault.of(
                            "no effect: provision tokens are refused, since there are no vCards that they could fill"));
        } else if (!name.isEmpty()
                && (!name.equals(KeystoreSpec.TOKEN_SECRET)
                        || modules.authToken().isEmpty())) {
            problems.warning(
                    key,
                    Fault.of("no effect: nothing uses this key")
                            .hint(name.equals(KeystoreSpec.TOKEN_SECRET) ? "add [modules.mod_auth_token]" : ""));
        }
    }
}
