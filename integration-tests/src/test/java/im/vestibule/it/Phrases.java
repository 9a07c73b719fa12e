package im.vestibule.it;

import im.vestibule.model.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in what the text of a {@link Conversation} leaves to the moment: what was heard, and what follows from it. */
final class Phrases {
    private static final Pattern INNERMOST = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}|…");

    private final Map<String, String> heard = new HashMap<>();
    private Function<String, byte[]> channel = name -> new byte[0];
    private String answer = "";
    private ScramClient scram = new ScramClient("SHA-1", "n,,", "nobody", new byte[0]);

    /**
     * The text with everything filled in.
     *
     * @param bindings gives the data of a channel binding by its name
     */
    String say(String text, Function<String, byte[]> bindings) {
        channel = bindings;
        String said = fill(text);
        if (INNERMOST.matcher(said).find()) {
            throw new IllegalArgumentException("nothing is known of some of " + said);
        }
        return said;
    }

    /** What to expect; names that are not known yet are groups of the pattern. */
    Pattern expect(String text) {
        String filled = fill(text);
        StringBuilder pattern = new StringBuilder("(?s)");
        Matcher hole = HOLE.matcher(filled);
        int end = 0;
        while (hole.find()) {
            pattern.append(Pattern.quote(filled.substring(end, hole.start())))
                    .append(hole.group(1) == null ? ".*?" : "(?<" + hole.group(1) + ">[^'\"<>]*)");
            end = hole.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(filled.substring(end))).toString());
    }

    /** Takes note of the groups of what was expected and has come. */
    void remember(MatchResult found) {
        found.namedGroups().forEach((name, group) -> heard.put(name, found.group(group)));
    }

    private String fill(String text) {
        String filled = text;
        boolean changed = true;
        while (changed) {
            String next = INNERMOST.matcher(filled).replaceAll(hole -> Matcher.quoteReplacement(value(hole)));
            changed = !next.equals(filled);
            filled = next;
        }
        return filled;
    }

    private String value(MatchResult hole) {
        String[] words = hole.group(1).split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "header" -> Wire.header(rest);
            case "component" -> Wire.componentHeader(rest);
            case "handshake" -> secret(Wire.handshake(heard.getOrDefault("id", ""), rest));
            case "b64" -> base64(rest.replace("\\0", "\0"));
            case "times" -> times(rest.split(" ", 2));
            case "plain" -> secret(base64("\0" + rest.replace(' ', '\0')));
            case "scram-first" -> first(rest.split(" ", 4));
            case "scram-final" -> secret(base64(scram.answer(challenge(), rest)));
            case "scram-signature" -> base64(scram.signature());
            case "ht" -> hashed(rest.split(" ", 3));
            case "ht-signature" -> answer;
            default -> heard.getOrDefault(words[0], hole.group());
        };
    }

    private static String times(String[] words) {
        return words[1].repeat(Integer.parseInt(words[0]));
    }

    private String first(String[] words) {
        byte[] binding = {};
        if (words[1].startsWith("p=")) {
            binding = words.length > 3 ? new byte[32] : channel.apply(words[1].substring(2, words[1].indexOf(',')));
        }
        scram = new ScramClient(words[0], words[1], words[2], binding);
        return base64(scram.first());
    }

    /** draft-schmaus-kitten-sasl-ht §3.1. */
    private String hashed(String[] words) {
        byte[] binding = switch (words[0]) {
            case "EXPR" -> channel.apply("tls-exporter");
            case "ENDP" -> channel.apply("tls-server-end-point");
            default -> new byte[0];
        };
        HashedToken token = new HashedToken(words[2], Octets.of(binding));
        answer = secret(token.responder());
        secret(words[2]);
        return secret(token.initiator(words[1]));
    }

    private String challenge() {
        byte[] challenge = Base64.getDecoder().decode(heard.getOrDefault("challenge", ""));
        return new String(challenge, StandardCharsets.UTF_8);
    }

    private String secret(String text) {
        Log.all().mustNotTell(text);
        return text;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
