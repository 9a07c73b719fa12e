package im.vestibule.services.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client-final-message of RFC 5802 §7. */
final class ClientFinal {
    private static final Pattern GRAMMAR = Pattern.compile("""
            (?<unproven>c=(?<binding>[A-Za-z0-9+/=]+),r=(?<nonce>[!-+\\x2d-~]+)(,(?!p=)[A-Za-z]=[^\0,]+)*+)\
            ,p=(?<proof>[A-Za-z0-9+/=]+)""");

    private final String withoutProof;
    private final byte[] binding;
    private final String nonce;
    private final byte[] proof;

    private ClientFinal(String withoutProof, byte[] binding, String nonce, byte[] proof) {
        this.withoutProof = withoutProof;
        this.binding = binding;
        this.nonce = nonce;
        this.proof = proof;
    }

    /** Empty if it does not follow the grammar. */
    static Optional<ClientFinal> parse(String message) {
        Matcher parts = GRAMMAR.matcher(message);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<byte[]> binding = Payload.base64(parts.group("binding"));
        Optional<byte[]> proof = Payload.base64(parts.group("proof"));
        return binding.isEmpty() || proof.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ClientFinal(parts.group("unproven"), binding.get(), parts.group("nonce"), proof.get()));
    }

    /** The message as it came, up to the proof. */
    String withoutProof() {
        return withoutProof;
    }

    /** What the client thinks the header and the channel are, {@code c=} decoded. */
    byte[] binding() {
        return binding;
    }

    String nonce() {
        return nonce;
    }

    byte[] proof() {
        return proof;
    }
}
