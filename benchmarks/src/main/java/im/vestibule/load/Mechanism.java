package im.vestibule.load;

/** How clients prove who they are. */
public enum Mechanism {
    PLAIN("PLAIN", ""),
    SCRAM_SHA_1("SCRAM-SHA-1", "SHA-1"),
    SCRAM_SHA_256("SCRAM-SHA-256", "SHA-256"),
    SCRAM_SHA_512("SCRAM-SHA-512", "SHA-512");

    private final String sasl;
    private final String digest;

    Mechanism(String sasl, String digest) {
        this.sasl = sasl;
        this.digest = digest;
    }

    /** As registered with IANA. */
    @Override
    public String toString() {
        return sasl;
    }

    /** As {@link java.security.MessageDigest} calls it; empty for PLAIN. */
    String digest() {
        return digest;
    }
}
