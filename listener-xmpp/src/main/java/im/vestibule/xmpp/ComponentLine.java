package im.vestibule.xmpp;

/** What a component's stream may ask besides. */
interface ComponentLine extends Line {
    /** From the next element on this much may be read. */
    void allow(Allowance allowance);
}
