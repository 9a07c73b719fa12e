package im.vestibule.xmpp;

import static im.vestibule.xmpp.InboundMachineFuzzTest.with;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.config.S2sSpec.UseStarttls;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a stream to another server, in whatever order and on whatever terms. */
class OutboundMachineFuzzTest {
    private static final UseStarttls[] TERMS = UseStarttls.values();

    static Stream<byte[]> ways() {
        OutboundWalk any = new OutboundWalk(UseStarttls.OPTIONAL, false);
        return Stream.of(
                        "connected header tls proceed secured header external success header more enabled join joinValid r a",
                        "connected header more valid enabled join overdue joinValid",
                        "connected header tls proceed secured header external failure valid failed joinSelf join join joinInvalid",
                        "connected old valid",
                        "connected header features verifiedOther verified",
                        "connected header invalid features invalid",
                        "secured header external lost",
                        "connected header tls proceed strange header more valid aWrong",
                        "connected nameless",
                        "connected header error end",
                        "late idle ending malformed spelt")
                .map(any::script)
                .flatMap(way -> IntStream.range(0, 2 * TERMS.length).mapToObj(how -> with(how, way)));
    }

    /** The first byte chooses the terms, and whether it is all about a question. */
    @MethodSource("ways")
    @FuzzTest
    void sendsForWhomItIsBelieved(byte[] moves) {
        int how = moves.length == 0 ? 0 : moves[0] & 0xFF;
        new OutboundWalk(TERMS[how % TERMS.length], how / TERMS.length % 2 == 1)
                .walk(Arrays.copyOfRange(moves, Math.min(1, moves.length), moves.length));
    }
}
