package im.vestibule.services.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationKeysTest {
    @TempDir
    private Path directory;

    @Test
    void keepsAKeyOnceItIsMade() {
        byte[] made;
        try (Store store = Store.open(directory)) {
            made = InstallationKeys.get(store, "decoys");
            assertThat(made).hasSize(32);
            assertThat(InstallationKeys.get(store, "decoys")).isEqualTo(made);
            assertThat(InstallationKeys.get(store, "other")).isNotEqualTo(made);
        }
        try (Store again = Store.open(directory)) {
            assertThat(InstallationKeys.get(again, "decoys")).isEqualTo(made);
        }
    }

    @Test
    void makesAnotherForEveryInstallation() {
        try (Store one = Store.open(directory.resolve("one"));
                Store two = Store.open(directory.resolve("two"))) {
            assertThat(InstallationKeys.get(one, "decoys")).isNotEqualTo(InstallationKeys.get(two, "decoys"));
        }
    }
}
