package im.vestibule.services.offline;

import im.vestibule.model.XmlElement;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it is kept.
 *
 * @param stanza with {@code from} and {@code to}, as it came
 * @param storedAt to the millisecond
 * @param expiry from when on it is of no use any more
 */
public record OfflineMessage(XmlElement stanza, Instant storedAt, Optional<Instant> expiry) {}
