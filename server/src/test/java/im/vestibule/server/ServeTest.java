package im.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    @ParameterizedTest
    @ValueSource(strings = {"serve", "serve --config door.toml", "serve --config /etc/vestibule/a=b.toml"})
    void readsTheUsualLinesByItself(String line) {
        assertThat(Serve.ofUsual(List.of(line.split(" ")))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --config",
                "serve --config --help",
                "serve --config=door.toml",
                "serve --config door.toml --help",
                "serve --conf door.toml",
                "serve door.toml",
                "serve --help",
                "check --config door.toml",
                "version"
            })
    void leavesEveryOtherToPicocli(String line) {
        assertThat(Serve.ofUsual(List.of(line.split(" ")))).isEmpty();
    }
}
