package im.vestibule.services.component;

/** What became of a component that wants to be known by a name. */
public enum Joining {
    JOINED,
    /** A host or another component has the name. */
    TAKEN
}
