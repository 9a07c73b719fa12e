package im.vestibule.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The keys that BoringSSL seals session tickets with (RFC 5077 section 4). A new connection makes a fresh one when the
 * last is as old as a session can become; the one before it still opens its tickets for as long again, so that none is cut
 * short, and is then forgotten. Used from every event loop.
 */
final class TicketKeys {
    static final Duration LIFETIME = Duration.ofSeconds(TlsEngines.SESSION_SECONDS);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final OpenSslSessionContext sessions;
    private volatile Ring ring;

    /**
     * @param since when the current key was made
     * @param before the key until then; empty if all of its tickets have run out
     */
    private record Ring(Instant since, OpenSslSessionTicketKey current, Optional<OpenSslSessionTicketKey> before) {
        boolean due(Instant now) {
            return !now.isBefore(since.plus(LIFETIME));
        }

        Ring next(Instant now) {
            boolean open = now.isBefore(since.plus(LIFETIME.multipliedBy(2)));
            return new Ring(now, fresh(), open ? Optional.of(current) : Optional.empty());
        }

        /** The first seals, all of them open. */
        OpenSslSessionTicketKey[] keys() {
            return before.map(old -> new OpenSslSessionTicketKey[] {current, old})
                    .orElseGet(() -> new OpenSslSessionTicketKey[] {current});
        }
    }

    TicketKeys(OpenSslSessionContext sessions, Instant now) {
        this.sessions = sessions;
        this.ring = new Ring(now, fresh(), Optional.empty());
        sessions.setTicketKeys(ring.keys());
    }

    private static OpenSslSessionTicketKey fresh() {
        return new OpenSslSessionTicketKey(
                random(OpenSslSessionTicketKey.NAME_SIZE),
                random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                random(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Changes the key if its time has come. */
    void rotate(Instant now) {
        if (ring.due(now)) {
            change(now);
        }
    }

    private synchronized void change(Instant now) {
        if (ring.due(now)) {
            ring = ring.next(now);
            sessions.setTicketKeys(ring.keys());
        }
    }
}
