package im.vestibule.load;

/** What carries a stream. */
public enum Transport {
    TCP,
    /** RFC 7395. */
    WEBSOCKET,
    /** XEP-0124 and XEP-0206. */
    BOSH
}
