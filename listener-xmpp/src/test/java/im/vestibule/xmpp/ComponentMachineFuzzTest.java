package im.vestibule.xmpp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a component's stream, in whatever order. */
class ComponentMachineFuzzTest {
    static Stream<byte[]> ways() {
        return Stream.of(
                        "header proof due joined message",
                        "everywhere proof due taken",
                        "header wrong due",
                        "nameless",
                        "client",
                        "header message",
                        "late",
                        "header proof lost due joined",
                        "header header",
                        "header proof due joined ending end",
                        "malformed spelt")
                .map(new ComponentWalk()::script);
    }

    @MethodSource("ways")
    @FuzzTest
    void letsInWhoKnowsThePassword(byte[] moves) {
        new ComponentWalk().walk(moves);
    }
}
