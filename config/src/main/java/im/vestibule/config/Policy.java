package im.vestibule.config;

/** Whether somebody may. */
public enum Policy {
    ALLOW,
    DENY
}
