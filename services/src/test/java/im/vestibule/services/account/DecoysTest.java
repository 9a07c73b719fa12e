package im.vestibule.services.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DecoysTest {
    private static final Jid JULIET = Jid.of("juliet@door.test");
    private static final Jid ROMEO = Jid.of("romeo@door.test");

    private final Decoys decoys = new Decoys(new byte[32]);

    @ParameterizedTest
    @EnumSource
    void showsTheSameKeysToWhoeverAsksTwice(Hash hash) {
        ScramKeys first = decoys.keys(hash, JULIET, 10);
        ScramKeys again = new Decoys(new byte[32]).keys(hash, JULIET, 10);

        assertThat(again.salt()).isEqualTo(first.salt()).hasSize(Decoys.SALT);
        assertThat(again.matches(first)).isTrue();
        assertThat(first.storedKey()).hasSize(hash.length());
        assertThat(first.serverKey()).hasSize(hash.length());
    }

    @Test
    void showsOthersOtherKeys() {
        byte[] salt = decoys.keys(Hash.SHA, JULIET, 10).salt();

        assertThat(decoys.keys(Hash.SHA, ROMEO, 10).salt()).isNotEqualTo(salt);
        assertThat(decoys.keys(Hash.SHA256, JULIET, 10).salt()).isNotEqualTo(salt);
        assertThat(new Decoys(new byte[] {1, 2, 3}).keys(Hash.SHA, JULIET, 10).salt())
                .isNotEqualTo(salt);
    }
}
