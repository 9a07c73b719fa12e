package im.vestibule.load;

/** How connections become TLS. */
public enum Security {
    NONE,
    /** RFC 6120 §5; only over TCP. */
    STARTTLS,
    /** TLS comes first, as in XEP-0368 and HTTPS. */
    DIRECT
}
