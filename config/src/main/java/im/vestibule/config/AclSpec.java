package im.vestibule.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One name of the {@code acl} table: a set of users.
 *
 * @param conditions a user for whom any of them holds is in the set
 */
public record AclSpec(List<Condition> conditions) {

    static Map<String, AclSpec> readAll(Section s) {
        return s.names((acl, name) -> {
            if (name.equals("all") || name.equals("none")) {
                acl.warning(name, Fault.of("no effect: this name is built in"));
            }
            acl.define(Names.Kind.ACL, name);
            return new AclSpec(acl.tables(name, Condition::read));
        });
    }

    /** Whose users are meant, before the tests of a condition. */
    public enum Match {
        /** Users of any domain. */
        ALL,
        /** Nobody. */
        NONE,
        /** Users of the domain for which the rule is asked. */
        CURRENT_DOMAIN,
        /** Users of any domain of this server. */
        ANY_HOSTED_DOMAIN
    }

    public enum Part {
        USER,
        SERVER,
        RESOURCE
    }

    /** How a part of the JID is compared. */
    public sealed interface Form {
        /** Equal to; user and server are in lower case. */
        record Exact(String text) implements Form {}

        /** Shell pattern with {@code *}, {@code ?} and {@code [...]}, for the whole part. */
        record Glob(String pattern) implements Form {}

        /** A {@link Pattern} that is found anywhere in the part, in time that grows with its length only. */
        record Regexp(String pattern) implements Form {}
    }

    /**
     * @param part what is looked at
     * @param form what it is held against
     */
    public record Test(Part part, Form form) {}

    /**
     * One set of demands on a JID.
     *
     * @param match domains that count
     * @param tests all of them must hold
     */
    public record Condition(Match match, List<Test> tests) {
        private static final Type<String> PATTERN =
                Type.text("a regular expression", "regular expressions", Condition::compile);
        private static final Type<String> GLOB = Type.text("a shell pattern", "shell patterns", Condition::glob);

        static Condition read(Section s) {
            return new Condition(
                    s.value("match", Type.oneOf(Match.class), Match.CURRENT_DOMAIN),
                    Stream.of(
                                    s.optional("user", Type.NON_EMPTY)
                                            .map(text -> exact(Part.USER, AddressTypes.lower(text))),
                                    s.optional("server", AddressTypes.DOMAIN).map(text -> exact(Part.SERVER, text)),
                                    s.optional("resource", Type.NON_EMPTY).map(text -> exact(Part.RESOURCE, text)),
                                    s.optional("user_regexp", PATTERN).map(text -> regexp(Part.USER, text)),
                                    s.optional("server_regexp", PATTERN).map(text -> regexp(Part.SERVER, text)),
                                    s.optional("resource_regexp", PATTERN).map(text -> regexp(Part.RESOURCE, text)),
                                    s.optional("user_glob", GLOB).map(text -> glob(Part.USER, text)),
                                    s.optional("server_glob", GLOB).map(text -> glob(Part.SERVER, text)),
                                    s.optional("resource_glob", GLOB).map(text -> glob(Part.RESOURCE, text)))
                            .flatMap(Optional::stream)
                            .toList());
        }

        private static Test exact(Part part, String text) {
            return new Test(part, new Form.Exact(text));
        }

        private static Test regexp(Part part, String text) {
            return new Test(part, new Form.Regexp(text));
        }

        private static Test glob(Part part, String text) {
            return new Test(part, new Form.Glob(text));
        }

        /** A set ends with a bracket that is not its first character. */
        private static Optional<String> glob(Value value, String text) {
            int open = text.indexOf('[');
            while (open >= 0) {
                int close = text.indexOf(']', open + 2);
                if (close < 0) {
                    return value.wrong("", "the [ has no ]");
                }
                open = text.indexOf('[', close);
            }
            return text.isEmpty() ? value.wrong("", "") : Optional.of(text);
        }

        private static Optional<String> compile(Value value, String text) {
            try {
                return Optional.of(Pattern.compile(text).pattern());
            } catch (PatternSyntaxException e) {
                return value.wrong("", e.getDescription());
            }
        }
    }
}
