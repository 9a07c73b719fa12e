package im.vestibule.services.access;

import com.google.re2j.Pattern;
import im.vestibule.config.AclSpec;
import im.vestibule.model.Jid;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A set of users. */
@FunctionalInterface
interface Acl {
    /**
     * @param domain for which it is asked
     */
    boolean contains(Jid jid, String domain);

    static Acl of(AclSpec spec, Predicate<String> served) {
        List<Acl> conditions = spec.conditions().stream()
                .map(condition -> of(condition, served))
                .toList();
        return (jid, domain) -> {
            for (Acl condition : conditions) {
                if (condition.contains(jid, domain)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Acl of(AclSpec.Condition condition, Predicate<String> served) {
        Acl match = of(condition.match(), served);
        List<Predicate<Jid>> tests = condition.tests().stream().map(Acl::of).toList();
        return (jid, domain) -> {
            if (!match.contains(jid, domain)) {
                return false;
            }
            for (Predicate<Jid> test : tests) {
                if (!test.test(jid)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Acl of(AclSpec.Match match, Predicate<String> served) {
        return switch (match) {
            case ALL -> (jid, domain) -> true;
            case NONE -> (jid, domain) -> false;
            case CURRENT_DOMAIN -> (jid, domain) -> jid.domain().equals(domain);
            case ANY_HOSTED_DOMAIN -> (jid, domain) -> served.test(jid.domain());
        };
    }

    private static Predicate<Jid> of(AclSpec.Test test) {
        Function<Jid, String> part = switch (test.part()) {
            case USER -> Jid::local;
            case SERVER -> Jid::domain;
            case RESOURCE -> Jid::resource;
        };
        Predicate<String> form = switch (test.form()) {
            case AclSpec.Form.Exact(String text) -> prepared(test.part(), text)::equals;
            case AclSpec.Form.Glob(String pattern) -> Glob.of(pattern)::matches;
            case AclSpec.Form.Regexp(String pattern) -> found(Pattern.compile(pattern));
        };
        return jid -> form.test(part.apply(jid));
    }

    private static Predicate<String> found(Pattern pattern) {
        return text -> pattern.matcher(text).find();
    }

    /** As addresses are; a text that no address can have stays as it is, and is met by nobody. */
    private static String prepared(AclSpec.Part part, String text) {
        return switch (part) {
            case USER -> Jid.of(text, "x", "").map(Jid::local).orElse(text);
            case SERVER -> Jid.of("", text, "").map(Jid::domain).orElse(text);
            case RESOURCE -> Jid.of("", "x", text).map(Jid::resource).orElse(text);
        };
    }
}
