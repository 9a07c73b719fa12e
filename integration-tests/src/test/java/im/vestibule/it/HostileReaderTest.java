package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A client that does not read what it is sent. */
@Hostile
class HostileReaderTest {
    private static final Jid DEAF = Jid.of("deaf@door.test/home");
    private static final Jid TALKER = Jid.of("talker@door.test/home");

    private static final int MESSAGE = 10_000;

    /** 1 MiB of ours, and what the kernel holds at both ends, by its usual limits. */
    private static final long MOST = 24L * 1024 * 1024;

    /** Buffers for 1 MiB, with the slack of allocators. */
    private static final long MEMORY = 12L * 1024 * 1024;

    @Test
    void b08BoundsWhatWaitsForADeafClient(Site site) throws IOException {
        site.renew(DEAF.bare());
        site.renew(TALKER.bare());
        long before = memory();
        try (Wire deaf = site.connect("clear").login(DEAF);
                Wire talker = site.connect("clear").login(TALKER)) {
            long sent = talkUntilSentBack(talker);
            assertThat(sent).isLessThan(MOST);
            assertThat(memory()).isLessThan(before + MEMORY);
            await().until(() -> site.house().sessions().find(DEAF) == null);

            // Whoever listens after all has missed nothing that was taken, and hears why no more comes.
            String heard = deaf.end();
            assertThat(heard).startsWith("<message ").endsWith("</stream:error></stream:stream>");
            assertThat(heard.substring(heard.lastIndexOf("</message>")))
                    .contains("<policy-violation ", "too much waits to be read");
        }
        await().untilAsserted(() -> assertThat(memory()).isLessThan(before + MEMORY / 4));
    }

    private static long talkUntilSentBack(Wire talker) throws IOException {
        String message = "<message to='" + DEAF + "'><body>" + "x".repeat(MESSAGE) + "</body></message>";
        long sent = 0;
        while (talker.unread().isEmpty() && sent < 2 * MOST) {
            for (int i = 0; i < 16; i++) {
                talker.say(message);
                sent += message.length();
            }
        }
        return sent;
    }

    /** Bytes that the server's buffers are made of. */
    private static long memory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }
}
