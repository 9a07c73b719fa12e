package im.vestibule.model;

/** What a {@link Framer} found. */
public enum Framing {
    /** Nothing complete; everything given was taken in. */
    MORE,
    /** The opening tag of the stream. */
    HEADER,
    /** A complete first-level element. */
    ELEMENT,
    /** The closing tag of the stream. */
    END,
    /** Input that ends the stream; nothing can be read any more. */
    FAULT
}
