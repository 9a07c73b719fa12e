package im.vestibule.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.internal.tcnative.KeyLogCallback;
import io.netty.internal.tcnative.SSLContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Catches the exporter secret (RFC 8446 section 7.1) of each TLS 1.3 connection. netty-tcnative does not pass on
 * BoringSSL's exporter, but its key log, in which one line has that secret; the other lines are wiped unread. See
 * docs/decisions/tls-exporter.md.
 *
 * <p>The native context holds this object for as long as it lives, so it must never hold the context.
 */
final class ExporterSecrets implements KeyLogCallback {
    private static final byte[] LABEL = "EXPORTER_SECRET ".getBytes(StandardCharsets.US_ASCII);

    private final Map<Long, Slot> waiting = new ConcurrentHashMap<>();

    /** Where the secret of one connection is put. */
    static final class Slot {
        private volatile byte @Nullable [] secret;

        /** Takes the secret out; empty before the handshake is done, and below TLS 1.3. */
        Optional<byte[]> take() {
            Optional<byte[]> taken = Optional.ofNullable(secret);
            secret = null;
            return taken;
        }
    }

    private ExporterSecrets() {}

    /** Empty if this Netty keeps its native context elsewhere: then there is no exporter, and nothing else changes. */
    static Optional<ExporterSecrets> attach(ReferenceCountedOpenSslContext context) {
        ExporterSecrets secrets = new ExporterSecrets();
        try {
            VarHandle pointer = MethodHandles.privateLookupIn(
                            ReferenceCountedOpenSslContext.class, MethodHandles.lookup())
                    .findVarHandle(ReferenceCountedOpenSslContext.class, "ctx", long.class);
            boolean attached = SSLContext.setKeyLogCallback((long) pointer.get(context), secrets);
            return attached ? Optional.of(secrets) : Optional.empty();
        } catch (ReflectiveOperationException _) {
            return Optional.empty();
        }
    }

    /**
     * @param ssl the engine's native pointer
     */
    void expect(long ssl, Slot slot) {
        waiting.put(ssl, slot);
    }

    /** After the handshake. The pointer may already belong to another connection, whose slot is left alone. */
    void forget(long ssl, Slot slot) {
        waiting.remove(ssl, slot);
    }

    @Override
    public void handle(long ssl, byte[] line) {
        if (Arrays.mismatch(line, LABEL) == LABEL.length) {
            Slot slot = waiting.get(ssl);
            if (slot != null) {
                slot.secret = secret(line);
            }
        }
        Arrays.fill(line, (byte) 0);
    }

    /** Label, client random and secret, the last two in hex; read without a String, which could not be wiped. */
    private static byte[] secret(byte[] line) {
        int from = line.length;
        while (line[from - 1] != ' ') {
            from--;
        }
        byte[] secret = new byte[(line.length - from) / 2];
        for (int i = 0; i < secret.length; i++) {
            int high = Character.digit(line[from + 2 * i], 16);
            int low = Character.digit(line[from + 2 * i + 1], 16);
            secret[i] = (byte) (high << 4 | low);
        }
        return secret;
    }
}
