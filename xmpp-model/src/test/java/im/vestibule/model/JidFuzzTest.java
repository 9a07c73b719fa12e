package im.vestibule.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** An address is written as it is read, and prepared once and for all (RFC 7622). */
class JidFuzzTest {
    private static final int LONGEST_PART = 1023;

    @FuzzTest
    void isPreparedOnce(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Optional<Jid> parsed = Jid.parse(text);
        assertThat(Jid.parse(text)).isEqualTo(parsed);
        parsed.ifPresent(JidFuzzTest::check);
    }

    private static void check(Jid jid) {
        assertThat(Jid.parse(jid.toString())).contains(jid);
        assertThat(Jid.of(jid.toString())).hasToString(jid.toString()).hasSameHashCodeAs(jid);
        assertThat(Jid.of(jid.local(), jid.domain(), jid.resource())).contains(jid);
        for (String part : new String[] {jid.local(), jid.domain(), jid.resource()}) {
            assertThat(part.getBytes(UTF_8).length).isLessThanOrEqualTo(LONGEST_PART);
            assertThat(part.chars().noneMatch(Character::isISOControl)).isTrue();
        }
        assertThat(jid.domain()).isNotEmpty();
        assertThat(jid.local()).doesNotContainPattern("[\"&'/:<>@\\s]");
        assertThat(jid.domain()).doesNotContain("/", "@");
        assertThat(jid.bare().isBare()).isTrue();
        assertThat(jid.bare().withResource(jid.resource()).orElse(jid)).isEqualTo(jid);
        assertThat(jid.bare().domainJid()).isEqualTo(jid.domainJid());
        byte[] written = jid.toString().getBytes(UTF_8);
        boolean ascii = written.length == jid.toString().length();
        assertThat(jid.isWritten(written, 0, written.length)).isEqualTo(ascii);
    }
}
