package im.vestibule.config;

/**
 * The {@code modules.mod_csi} table (XEP-0352).
 *
 * @param bufferMax stanzas that may wait for a client that is inactive
 */
public record CsiSpec(Limit bufferMax) {

    static CsiSpec read(Section s) {
        return new CsiSpec(s.value("buffer_max", NumberTypes.LIMIT_FROM_ZERO, new Limit(20)));
    }
}
