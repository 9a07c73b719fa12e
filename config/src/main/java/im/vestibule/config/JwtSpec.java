package im.vestibule.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code auth.jwt} table: JSON Web Tokens in place of passwords (RFC 7519).
 *
 * @param key what signatures are held against
 * @param algorithm how tokens must be signed
 * @param usernameKey the claim that holds the user's name
 */
public record JwtSpec(Key key, Algorithm algorithm, String usernameKey) {
    /** RFC 7518, section 3.1; the file may also say 386 for 384, as MongooseIM does. */
    public enum Algorithm {
        HS256,
        RS256,
        ES256,
        HS384,
        RS384,
        ES384,
        HS512,
        RS512,
        ES512
    }

    private static final Type<Algorithm> ALGORITHM = Type.choice(List.of(
                    "HS256", "RS256", "ES256", "HS384", "RS384", "ES384", "HS386", "RS386", "ES386", "HS512", "RS512",
                    "ES512"))
            .map(
                    word -> word.isEmpty() ? Algorithm.HS256 : Algorithm.valueOf(word.replace("386", "384")),
                    algorithm -> Type.quoted(algorithm.name()));

    static JwtSpec read(Section s) {
        return new JwtSpec(
                s.table("secret", Key::read).orElseGet(() -> {
                    s.missing("secret", "one of file, env or value in a table secret");
                    return new Key.Text(new Secret(""));
                }),
                s.mandatory("algorithm", ALGORITHM),
                s.mandatory("username_key", Type.NON_EMPTY));
    }

    /** Where the key for tokens comes from. */
    public sealed interface Key {
        record File(Path path) implements Key {}

        /** An environment variable, looked up for every token. */
        record Environment(String variable) implements Key {}

        record Text(Secret secret) implements Key {}

        static Key read(Section s) {
            Optional<Key> file = s.optional("file", FileTypes.FILE).map(File::new);
            Optional<Key> env = s.optional("env", Type.NON_EMPTY).map(Environment::new);
            Optional<Key> text = s.optional("value", Type.SECRET).map(Text::new);
            List<String> written =
                    Stream.of("file", "env", "value").filter(s::written).toList();
            if (written.isEmpty()) {
                s.missing("file", "one of file, env or value");
            }
            written.stream()
                    .skip(1)
                    .forEach(
                            key -> s.error(key, Fault.of("one key is enough").hint("keep one of file, env and value")));
            return file.or(() -> env).or(() -> text).orElseGet(() -> new Text(new Secret("")));
        }
    }
}
