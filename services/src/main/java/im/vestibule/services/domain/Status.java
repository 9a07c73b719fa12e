package im.vestibule.services.domain;

/** How a dynamic domain is doing. */
public enum Status {
    ENABLED,
    /** Kept, and not served. */
    DISABLED,
    /** What it had is being removed; it comes back only as a new one. */
    DELETING,
    /** Nothing of it is left. */
    DELETED
}
