package im.vestibule.server;

import im.vestibule.config.HandlerSpec;
import im.vestibule.config.HttpSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks a server's admin endpoints as an operator would, so that such commands are quick, too. */
final class RehearsalOperator {
    private final Function<String, InetSocketAddress> address;
    private final Path directory;

    /**
     * @param address of a listener, by its key
     * @param directory for passwords
     */
    RehearsalOperator(Function<String, InetSocketAddress> address, Path directory) {
        this.address = address;
        this.directory = directory;
    }

    void visit(List<HttpSpec> listeners) throws IOException {
        for (int i : IntStream.range(0, listeners.size()).toArray()) {
            String key = "listen.http[" + i + "]";
            for (HandlerSpec handler : listeners.get(i).handlers()) {
                if (handler instanceof HandlerSpec.GraphQl graphQl
                        && graphQl.endpoint() == HandlerSpec.GraphQl.Endpoint.ADMIN) {
                    ask(Objects.requireNonNull(address.apply(key)), graphQl);
                }
            }
        }
    }

    private void ask(InetSocketAddress at, HandlerSpec.GraphQl handler) throws IOException {
        String url = "http://" + at.getAddress().getHostAddress() + ":" + at.getPort()
                + handler.route().path();
        if (handler.credentials().isPresent()) {
            HandlerSpec.Credentials known = handler.credentials().get();
            Path password = Files.createTempFile(directory, "password", "");
            Files.writeString(password, known.password().reveal());
            say("--url", url, "--user", known.username(), "--password-file", password.toString());
        } else {
            say("--url", url);
        }
        Main.line().execute(Ctl.NAME, "account", "countUsers", "--help");
    }

    private static void say(String... where) {
        for (String form : List.of("--json", "--table")) {
            List<String> line = new ArrayList<>(List.of(Ctl.NAME, form));
            line.addAll(List.of(where));
            line.addAll(List.of("account", "countUsers", "--domain", "localhost"));
            Main.line().execute(line.toArray(String[]::new));
        }
    }
}
