package im.vestibule.xmpp;

import static im.vestibule.xmpp.InboundMachineFuzzTest.with;

import com.code_intelligence.jazzer.junit.FuzzTest;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a client's stream, in whatever order, with and without TLS. */
class C2sMachineFuzzTest {
    private static final StartTls[] STARTTLS = StartTls.values();

    static Stream<byte[]> ways() {
        C2sWalk any = new C2sWalk(StartTls.OFFERED);
        return Stream.of(
                        "header starttls secured header plain looked due header bind opened enable r a inactive end",
                        "header plain looked due header resume notResumed bind refused bind counted aWrong",
                        "header wrong looked due wrong looked due wrong looked due wrong looked due",
                        "header bare response looked due alice bind opened",
                        "bob plain looked due",
                        "header scram looked proof unknown garbage abort actsAs",
                        "header register registered message",
                        "secured header sasl2 looked due bind opened message",
                        "secured header bind2 looked due counted r",
                        "secured header resume2 looked due resumed a",
                        "secured header resume2 looked due notResumed opened",
                        "secured header token2 looked due issued",
                        "secured header upgrade2 looked response2 lacking next data upgraded",
                        "secured header fast redeemed due issued lackingNone notUpgraded",
                        "secured header fast looked stray abort2",
                        "elsewhere",
                        "old",
                        "header late silent ending malformed spelt lost unavailable")
                .map(any::script)
                .flatMap(way -> IntStream.range(0, STARTTLS.length).mapToObj(how -> with(how, way)));
    }

    /** The first byte says whether there is TLS. */
    @MethodSource("ways")
    @FuzzTest
    void doesNothingForStrangers(byte[] moves) {
        int how = moves.length == 0 ? 0 : moves[0] & 0xFF;
        new C2sWalk(STARTTLS[how % STARTTLS.length])
                .walk(Arrays.copyOfRange(moves, Math.min(1, moves.length), moves.length));
    }
}
