package im.vestibule.config;

import java.util.Optional;

/** One table under {@code listen}. */
public sealed interface ListenerSpec permits C2sSpec, HttpSpec, S2sListenSpec, ServiceSpec {
    SocketSpec socket();

    Optional<TlsSpec> tls();

    LimitsSpec limits();

    /** The name of its array in the file: {@code c2s}, {@code s2s}, {@code service} or {@code http}. */
    default String kind() {
        return switch (this) {
            case C2sSpec _ -> "c2s";
            case HttpSpec _ -> "http";
            case S2sListenSpec _ -> "s2s";
            case ServiceSpec _ -> "service";
        };
    }
}
