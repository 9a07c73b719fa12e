package im.vestibule.services.session;

/**
 * A stanza on its way, as bytes.
 *
 * @param stanza in UTF-8, in the content namespace of its stream without declaring it; not to be changed any more
 * @param receipt to be settled once it is safe
 */
public record Parcel(byte[] stanza, Receipt receipt) {}
