package im.vestibule.services.sasl;

import im.vestibule.services.account.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a stream has told before an authentication, in the words of the profile that carries it. Within SCRAM the client
 * learns what that was (XEP-0474), so that nobody in between can have taken something away.
 *
 * @param mechanisms by name, of this profile only
 * @param bindings the types that XEP-0440 announced; empty if it announced nothing
 */
public record Advertised(List<String> mechanisms, List<String> bindings) {
    private static final String ITEM = "\u001e";
    private static final String LIST = "\u001f";

    public Advertised {
        mechanisms = List.copyOf(mechanisms);
        bindings = List.copyOf(bindings);
    }

    /** The attribute {@code h} of the server's first message. */
    String digest(Hash hash) {
        String offered = sorted(mechanisms) + (bindings.isEmpty() ? "" : LIST + sorted(bindings));
        return Base64.getEncoder().encodeToString(hash.digest(offered.getBytes(StandardCharsets.UTF_8)));
    }

    /** The names are ASCII, whose order by characters is that of i;octet. */
    private static String sorted(List<String> names) {
        return String.join(ITEM, names.stream().sorted().toList());
    }
}
