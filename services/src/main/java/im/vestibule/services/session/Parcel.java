package im.vestibule.services.session;

/** A stanza on its way, as bytes. */
public final class Parcel {
    private final byte[] stanza;
    private final Receipt receipt;

    /**
     * @param stanza in UTF-8, in the content namespace of its stream without declaring it; not to be changed any more
     * @param receipt to be settled once it is safe
     */
    public Parcel(byte[] stanza, Receipt receipt) {
        this.stanza = stanza;
        this.receipt = receipt;
    }

    /** Not to be changed. */
    public byte[] stanza() {
        return stanza;
    }

    public Receipt receipt() {
        return receipt;
    }
}
