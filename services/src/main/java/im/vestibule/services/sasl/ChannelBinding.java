package im.vestibule.services.sasl;

import java.util.List;

/** What ties an authentication to the TLS connection below it (RFC 5056). */
public interface ChannelBinding {
    /** A connection without TLS, or with TLS that ends in front of us. */
    ChannelBinding NONE = new ChannelBinding() {
        @Override
        public List<String> types() {
            return List.of();
        }

        @Override
        public byte[] data(String type) {
            throw new IllegalArgumentException(type);
        }
    };

    /** Registered names such as {@code tls-exporter}, as XEP-0440 announces them: exactly those that work here. */
    List<String> types();

    /**
     * @param type one of {@link #types}
     */
    byte[] data(String type);
}
