package im.vestibule.server;

import im.vestibule.config.AuthMethod;
import im.vestibule.config.AuthSpec;
import im.vestibule.config.Config;
import im.vestibule.config.HostConfigSpec;
import im.vestibule.config.JwtSpec;
import im.vestibule.config.KeystoreSpec;
import im.vestibule.config.ModulesSpec;
import im.vestibule.config.Places;
import im.vestibule.config.Problem;
import im.vestibule.config.Problem.Severity;
import im.vestibule.config.Reading;
import im.vestibule.services.account.JwtKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into the keys that a configuration names for logins. */
final class AuthFiles {
    private final Places places;
    private final List<Problem> problems = new ArrayList<>();

    private AuthFiles(Places places) {
        this.places = places;
    }

    /** A reading with what its keys come to. */
    static Reading check(Reading reading) {
        return reading.config()
                .map(config -> {
                    AuthFiles files = new AuthFiles(reading.places());
                    files.look(config);
                    return reading.and(files.problems);
                })
                .orElse(reading);
    }

    private void look(Config config) {
        auth("auth", config.auth());
        modules("modules", config.modules());
        for (int i = 0; i < config.hostConfig().size(); i++) {
            HostConfigSpec host = config.hostConfig().get(i);
            String table = "host_config[" + i + "]";
            host.auth().ifPresent(auth -> auth(table + ".auth", auth));
            host.modules().ifPresent(modules -> modules(table + ".modules", modules));
        }
    }

    private void auth(String table, AuthSpec auth) {
        if (auth.methods().contains(AuthMethod.JWT)) {
            auth.jwt().ifPresent(jwt -> jwt(table + ".jwt.secret", jwt));
        }
    }

    /** What is in the environment of the server, another process cannot know. */
    private void jwt(String table, JwtSpec jwt) {
        switch (jwt.key()) {
            case JwtSpec.Key.File file -> {
                usable(table + ".file", jwt);
                lineBreak(table + ".file", jwt, file.path());
            }
            case JwtSpec.Key.Text _ -> usable(table + ".value", jwt);
            case JwtSpec.Key.Environment _ -> {}
        }
    }

    private void usable(String key, JwtSpec jwt) {
        if (JwtKey.of(jwt) instanceof JwtKey.Unusable(String why)) {
            add(Severity.ERROR, key, why, "");
        }
    }

    /** Every byte counts, as with MongooseIM; an editor's last line break is seldom meant. */
    private void lineBreak(String key, JwtSpec jwt, Path file) {
        boolean secret = jwt.algorithm().name().startsWith("HS");
        byte[] bytes = secret ? read(file) : new byte[0];
        if (bytes.length > 0 && bytes[bytes.length - 1] == '\n') {
            add(
                    Severity.WARNING,
                    key,
                    "the key ends with a line break, which is part of it",
                    "write the file without one, unless who signs has it too");
        }
    }

    private void modules(String table, ModulesSpec modules) {
        if (modules.authToken().isEmpty() || modules.keystore().isEmpty()) {
            return;
        }
        List<KeystoreSpec.Key> keys = modules.keystore().get().keys();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i) instanceof KeystoreSpec.Key.File(String name, Path path)
                    && name.equals(KeystoreSpec.TOKEN_SECRET)
                    && read(path).length == 0) {
                add(Severity.ERROR, table + ".mod_keystore.keys[" + i + "].path", "there is no key in this file", "");
            }
        }
    }

    /** Nothing for a file that went away since it was looked for. */
    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException gone) {
            return new byte[0];
        }
    }

    private void add(Severity severity, String key, String what, String hint) {
        problems.add(places.problem(severity, key, what, hint));
    }
}
