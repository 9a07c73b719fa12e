package im.vestibule.xmpp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.config.S2sSpec.UseStarttls;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a stream that another server has opened, in whatever order and on whatever terms. */
class InboundMachineFuzzTest {
    private static final UseStarttls[] TERMS = UseStarttls.values();

    static Stream<byte[]> ways() {
        InboundWalk any = new InboundWalk(UseStarttls.OPTIONAL);
        return Stream.of(
                        "header starttls secured header external header enable r a end",
                        "header bidi result valid other otherValid near nearUnknown",
                        "header result invalid result valid result",
                        "header starttls strange header result valid",
                        "header authOther answer verify ours denied",
                        "old result valid",
                        "client",
                        "wrongHost",
                        "header starttls secured otherHeader",
                        "header error",
                        "late spelt idle")
                .map(any::script)
                .flatMap(way -> IntStream.range(0, TERMS.length).mapToObj(how -> with(how, way)));
    }

    static byte[] with(int how, byte[] way) {
        byte[] all = new byte[way.length + 1];
        all[0] = (byte) how;
        System.arraycopy(way, 0, all, 1, way.length);
        return all;
    }

    /** The first byte chooses the terms. */
    @MethodSource("ways")
    @FuzzTest
    void believesWhoIsVouchedFor(byte[] moves) {
        int how = moves.length == 0 ? 0 : moves[0] & 0xFF;
        new InboundWalk(TERMS[how % TERMS.length])
                .walk(Arrays.copyOfRange(moves, Math.min(1, moves.length), moves.length));
    }
}
