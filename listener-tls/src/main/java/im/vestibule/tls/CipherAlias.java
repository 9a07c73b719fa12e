package im.vestibule.tls;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The words of a cipher string: what each stands for, as in OpenSSL's {@code ciphers(1)}. */
final class CipherAlias {
    /** Words that stand for suites of our table, up to TLS 1.2. */
    private static final Map<String, Predicate<CipherSuite>> SETS = Map.ofEntries(
            entry("ALL", CipherAlias::every),
            entry("DEFAULT", CipherAlias::every),
            entry("HIGH", CipherAlias::every),
            entry("COMPLEMENTOFALL", CipherAlias::none),
            entry("COMPLEMENTOFDEFAULT", CipherAlias::none),
            entry("MEDIUM", CipherAlias::none),
            entry("FIPS", with("AES")),
            entry("ECDHE", with("ECDHE")),
            entry("EECDH", with("ECDHE")),
            entry("kECDHE", with("ECDHE")),
            entry("kEECDH", with("ECDHE")),
            entry("ECDH", with("ECDHE")),
            entry("DHE", with("DHE")),
            entry("EDH", with("DHE")),
            entry("kDHE", with("DHE")),
            entry("kEDH", with("DHE")),
            entry("DH", with("DHE")),
            entry("kRSA", CipherSuite::rsaKeyExchange),
            entry("RSA", CipherSuite::rsaKeyExchange),
            entry("aRSA", CipherSuite::rsa),
            entry("aECDSA", with("ECDSA")),
            entry("ECDSA", with("ECDSA")),
            entry("AES", with("AES")),
            entry("AES128", with("AES").and(with("128"))),
            entry("AES256", with("AES").and(with("256"))),
            entry("AESGCM", with("GCM")),
            entry("CHACHA20", with("CHACHA20")),
            entry("CBC", with("CBC")),
            entry("SHA", with("SHA")),
            entry("SHA1", with("SHA")),
            entry("SHA256", with("CBC").and(with("SHA256"))),
            entry("SHA384", with("CBC").and(with("SHA384"))),
            entry("TLSv1.2", with("SHA").negate()),
            entry("TLSv1.0", with("SHA").and(with("ECDHE"))),
            entry("TLSv1", with("SHA").and(with("ECDHE"))),
            entry("SSLv3", with("SHA").and(with("ECDHE").negate())));

    /** Words for what must not be used any more. */
    private static final Set<String> BROKEN = Set.of(
            "NULL",
            "eNULL",
            "aNULL",
            "ADH",
            "AECDH",
            "EXP",
            "EXPORT",
            "EXPORT40",
            "EXPORT56",
            "LOW",
            "RC2",
            "RC4",
            "DES",
            "3DES",
            "MD5",
            "IDEA",
            "SEED",
            "SSLv2");

    /** Words for what neither engine offers. */
    private static final Set<String> ABSENT = Set.of(
            "AESCCM",
            "AESCCM8",
            "ARIA",
            "ARIA128",
            "ARIA256",
            "ARIAGCM",
            "CAMELLIA",
            "CAMELLIA128",
            "CAMELLIA256",
            "DSS",
            "aDSS",
            "PSK",
            "kPSK",
            "aPSK",
            "kRSAPSK",
            "kDHEPSK",
            "kECDHEPSK",
            "SRP",
            "kSRP",
            "aSRP",
            "kDH",
            "kDHr",
            "kDHd",
            "aDH",
            "kECDH",
            "kECDHr",
            "kECDHe",
            "aECDH",
            "GOST94",
            "GOST89MAC",
            "GOST01",
            "kGOST",
            "aGOST",
            "aGOST01",
            "TLSv1.1");

    /** The parts that names of suites are made of, in either spelling; a name made of others is a slip of the pen. */
    private static final Set<String> PARTS = Set.of(
            "TLS",
            "SSL",
            "EXP",
            "ADH",
            "AECDH",
            "ECDHE",
            "ECDH",
            "EDH",
            "DHE",
            "DH",
            "KRB5",
            "PSK",
            "SRP",
            "RSA",
            "DSS",
            "ECDSA",
            "ANON",
            "WITH",
            "EXPORT",
            "NULL",
            "RC2",
            "RC4",
            "DES",
            "CBC3",
            "3DES",
            "EDE",
            "IDEA",
            "SEED",
            "AES",
            "AES128",
            "AES256",
            "ARIA",
            "ARIA128",
            "ARIA256",
            "CAMELLIA",
            "CAMELLIA128",
            "CAMELLIA256",
            "CHACHA20",
            "POLY1305",
            "GOST94",
            "GOST2001",
            "GOST89",
            "GCM",
            "CCM",
            "CCM8",
            "CBC",
            "40",
            "56",
            "128",
            "256",
            "8",
            "MD5",
            "SHA",
            "SHA256",
            "SHA384");

    private static final Pattern SEPARATOR = Pattern.compile("[_-]");

    private static final Pattern BROKEN_NAME = Pattern.compile(
            "(^|[_-])(NULL|ADH|AECDH|ANON|EXP|EXPORT|EXPORT40|RC2|RC4|DES|3DES|CBC3|IDEA|SEED|MD5)([_-]|$)",
            Pattern.CASE_INSENSITIVE);

    private CipherAlias() {}

    private static Predicate<CipherSuite> with(String word) {
        return suite -> suite.has(word);
    }

    private static boolean every(CipherSuite suite) {
        return true;
    }

    private static boolean none(CipherSuite suite) {
        return false;
    }

    /** The suites a word stands for; empty if it is no word of a cipher string. */
    static Optional<Predicate<CipherSuite>> meaning(String word) {
        for (CipherSuite suite : CipherSuite.values()) {
            if (word.equals(suite.openssl)
                    || word.equalsIgnoreCase(suite.name())
                    || word.equalsIgnoreCase("SSL_" + suite.name().substring(4))) {
                return Optional.of(suite::equals);
            }
        }
        if (word.equals("TLSv1.3")) {
            return Optional.of(suite -> suite.version() == TlsVersion.TLS_1_3);
        }
        Predicate<CipherSuite> set = SETS.get(word);
        if (set != null) {
            return Optional.of(set.and(suite -> suite.version() == TlsVersion.TLS_1_2));
        }
        boolean known = BROKEN.contains(word) || ABSENT.contains(word) || isName(word);
        return known ? Optional.of(CipherAlias::none) : Optional.empty();
    }

    /** Whether this may be the name of a suite that we do not have. */
    private static boolean isName(String word) {
        List<String> parts = List.of(SEPARATOR.split(word.toUpperCase(Locale.ROOT), -1));
        return parts.size() > 1 && PARTS.containsAll(parts);
    }

    static boolean broken(String word) {
        return BROKEN.contains(word) || BROKEN_NAME.matcher(word).find();
    }

    /** Everything a word could have been meant to be. */
    static List<String> words() {
        List<String> words = new ArrayList<>(SETS.keySet());
        words.addAll(BROKEN);
        words.addAll(ABSENT);
        words.add("TLSv1.3");
        for (CipherSuite suite : CipherSuite.values()) {
            words.add(suite.openssl);
            words.add(suite.name());
        }
        return words;
    }
}
