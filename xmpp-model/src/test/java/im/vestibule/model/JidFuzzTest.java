package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** See {@link FramerFuzzTest} for how to look for more inputs. */
class JidFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void isPreparedOnce(byte[] bytes) {
        Jid.parse(new String(bytes, UTF_8)).ifPresent(jid -> {
            assertThat(Jid.parse(jid.toString())).contains(jid);
            for (String part : new String[] {jid.local(), jid.domain(), jid.resource()}) {
                assertThat(part.getBytes(UTF_8).length).isLessThanOrEqualTo(1023);
            }
            assertThat(jid.domain()).isNotEmpty();
            assertThat(jid.local()).doesNotContainPattern("[\"&'/:<>@\\s]");
        });
    }
}
