package im.vestibule.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An OpenSSL cipher string as a list of suites, by the rules of {@code ciphers(1)}, with two of our own:
 *
 * <ul>
 *   <li>A string of nothing but versions, such as fast_tls's default {@code "TLSv1.2:TLSv1.3"}, means all good suites of
 *       exactly these versions.
 *   <li>OpenSSL keeps TLS 1.3 suites apart from the string. They stay on here too, unless the string names some of them,
 *       which then are the only ones, or strikes them out.
 * </ul>
 *
 * Case matters, as it does to OpenSSL.
 */
final class CipherString {
    private static final String KEY = "ciphers";
    private static final Set<String> OLD_VERSIONS = Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1");

    private final Faults faults;
    private final List<CipherSuite> off = new ArrayList<>(Arrays.asList(CipherSuite.values()));
    private final List<CipherSuite> on = new ArrayList<>();
    private boolean names13;
    private int level = 1;

    private CipherString(Faults faults) {
        this.faults = faults;
    }

    /**
     * @param dhe whether DHE suites count as good: they cost a server a lot, and so are left to those who ask for them
     * @return suites in the order of preference, TLS 1.3 first; empty if the string leaves none
     */
    static List<CipherSuite> expand(String text, boolean dhe, Faults faults) {
        List<String> tokens = tokens(text);
        Optional<Set<TlsVersion>> versions = versions(tokens, faults);
        if (versions.isPresent()) {
            return Arrays.stream(CipherSuite.values())
                    .filter(CipherSuite::good)
                    .filter(suite -> dhe || !suite.has("DHE"))
                    .filter(suite -> versions.get().contains(suite.version()))
                    .toList();
        }
        CipherString string = new CipherString(faults);
        tokens.forEach(string::apply);
        return string.suites();
    }

    /** Separators are a colon, comma, semicolon or space; {@code @} needs none. */
    private static List<String> tokens(String text) {
        return Arrays.stream(text.replace("@", ":@").split("[:,; \t\r\n]+"))
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** The versions, if the string names nothing else. */
    private static Optional<Set<TlsVersion>> versions(List<String> tokens, Faults faults) {
        Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
        Set<String> old = new LinkedHashSet<>();
        for (String token : tokens) {
            Optional<TlsVersion> version = Arrays.stream(TlsVersion.values())
                    .filter(candidate -> candidate.label.equals(token))
                    .findFirst();
            version.ifPresent(versions::add);
            if (version.isEmpty() && !OLD_VERSIONS.contains(token)) {
                return Optional.empty();
            }
            if (version.isEmpty()) {
                old.add(token);
            }
        }
        old.forEach(
                token -> faults.warning(KEY, token + " is never enabled", "RFC 8996: only TLS 1.2 and 1.3 are safe"));
        return tokens.isEmpty() ? Optional.empty() : Optional.of(versions);
    }

    private void apply(String token) {
        if (token.startsWith("@")) {
            command(token);
            return;
        }
        char operator = token.charAt(0);
        boolean plain = operator != '!' && operator != '-' && operator != '+';
        Optional<Predicate<CipherSuite>> meaning = conjunction(plain ? token : token.substring(1), plain);
        if (meaning.isEmpty()) {
            return;
        }
        Predicate<CipherSuite> chosen = meaning.get();
        switch (operator) {
            case '!' -> {
                on.removeIf(chosen);
                off.removeIf(chosen);
            }
            case '-' -> {
                // A TLS 1.3 suite is on without being named, so taking it back strikes it out.
                off.removeIf(suite -> suite.version() == TlsVersion.TLS_1_3 && chosen.test(suite));
                off.addAll(0, take(on, chosen));
            }
            case '+' -> on.addAll(take(on, chosen));
            default -> {
                List<CipherSuite> added = take(off, chosen);
                names13 |= added.stream().anyMatch(suite -> suite.version() == TlsVersion.TLS_1_3);
                on.addAll(added);
            }
        }
    }

    /** The suites that are meant by every one of the words between {@code +}; empty if one of them is unknown. */
    private Optional<Predicate<CipherSuite>> conjunction(String token, boolean asked) {
        List<Predicate<CipherSuite>> all = new ArrayList<>();
        for (String word : token.split("\\+", -1)) {
            Optional<Predicate<CipherSuite>> meaning = CipherAlias.meaning(word);
            if (meaning.isEmpty()) {
                faults.error(KEY, "\"" + word + "\" is no cipher suite and no group of them", hint(word));
                return Optional.empty();
            }
            if (asked && CipherAlias.broken(word)) {
                faults.warning(KEY, word + " is never enabled", "it protects nothing any more");
            }
            all.add(meaning.get());
        }
        return Optional.of(suite -> all.stream().allMatch(each -> each.test(suite)));
    }

    private static String hint(String word) {
        return Nearest.hint(word, CipherAlias.words());
    }

    private void command(String token) {
        if (token.equals("@STRENGTH")) {
            on.sort(Comparator.comparingInt(CipherSuite::bits).reversed());
        } else if (token.matches("@SECLEVEL=[0-5]")) {
            level = token.charAt(token.length() - 1) - '0';
        } else {
            faults.error(KEY, "\"" + token + "\" is no command", "there are @STRENGTH and @SECLEVEL=0 to 5");
        }
    }

    private static List<CipherSuite> take(List<CipherSuite> from, Predicate<CipherSuite> chosen) {
        List<CipherSuite> taken = from.stream().filter(chosen).toList();
        from.removeIf(chosen);
        return taken;
    }

    private List<CipherSuite> suites() {
        List<CipherSuite> suites = new ArrayList<>();
        (names13 ? on : off)
                .stream().filter(suite -> suite.version() == TlsVersion.TLS_1_3).forEach(suites::add);
        on.stream().filter(suite -> suite.version() == TlsVersion.TLS_1_2).forEach(suites::add);
        suites.removeIf(suite -> !allowed(suite));
        return List.copyOf(suites);
    }

    /** SSL_CTX_set_security_level(3): from 3 on forward secrecy, from 4 on 192 bits and more, for MACs too. */
    private boolean allowed(CipherSuite suite) {
        return switch (level) {
            case 3 -> !suite.rsaKeyExchange();
            case 4, 5 -> suite.bits() == 256 && !suite.has("SHA") && !suite.rsaKeyExchange();
            default -> true;
        };
    }
}
