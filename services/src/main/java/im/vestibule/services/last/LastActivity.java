package im.vestibule.services.last;

import java.time.Instant;

/**
 * How an account left.
 *
 * @param at to the millisecond
 * @param status of its last unavailable presence, empty for none
 */
public record LastActivity(Instant at, String status) {}
