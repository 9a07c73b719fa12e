package im.vestibule.compare;

import im.vestibule.load.ProxyHeader;
import im.vestibule.load.Security;
import im.vestibule.load.Target;
import im.vestibule.load.Transport;
import java.io.IOException;
import java.util.Optional;

/** One server that is compared; it serves the domain {@code localhost} and accounts {@code user1} and up. */
interface Peer {
    String DOMAIN = "localhost";

    String name();

    /**
     * Starts it with a fresh directory.
     *
     * @param accounts how many
     * @throws IOException if it does not start
     */
    Running start(Passwords passwords, int accounts) throws IOException, InterruptedException;

    /** Whether it gets faster by use, as a JVM does, so that it has to be warm before it is measured. */
    default boolean warmsUp() {
        return false;
    }

    /** A server that runs, until it is closed. */
    record Running(Program program, Ports ports, Paths paths) implements AutoCloseable {
        /** Empty if the server has no such entrance. */
        Optional<Target> target(Entrance entrance) {
            Target target = Target.tcp("127.0.0.1", ports.of(entrance), DOMAIN);
            return switch (entrance) {
                case C2S -> Optional.of(target);
                case DIRECT_TLS -> Optional.of(target.with(Security.DIRECT));
                case PROXY -> paths.proxy() ? Optional.of(target.with(ProxyHeader.V1)) : Optional.empty();
                case WEBSOCKET -> Optional.of(target.with(Transport.WEBSOCKET, paths.webSocket()));
                case BOSH -> Optional.of(target.with(Transport.BOSH, paths.bosh()));
            };
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /**
     * Of HTTP.
     *
     * @param proxy whether there is an entrance behind a PROXY header
     */
    record Paths(String webSocket, String bosh, boolean proxy) {}
}
