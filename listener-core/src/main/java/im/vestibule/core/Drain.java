package im.vestibule.core;

/** User event: say goodbye in the protocol's own words and close. */
public enum Drain {
    INSTANCE
}
