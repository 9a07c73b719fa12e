package im.vestibule.xmpp;

/** What a client's stream may ask besides. */
interface C2sLine extends Line {
    /** The next thing read is the header of a new stream. */
    void restart(Allowance allowance);

    /** What is sent so far leaves in the clear, everything else through TLS. */
    void secure();
}
