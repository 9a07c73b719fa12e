package im.vestibule.services.sasl;

import java.util.Optional;

/**
 * What the security layer below a stream gives SASL to work with.
 *
 * @param channel what an authentication can be bound to
 * @param client the client by its certificate; empty unless that was verified
 * @param secure whether nobody on the way can read along
 */
public record Layer(ChannelBinding channel, Optional<Certified> client, boolean secure) {
    /** Nothing is secured, or nothing is known of it. */
    public static final Layer NONE = new Layer(ChannelBinding.NONE, Optional.empty(), false);

    /** TLS. */
    public Layer(ChannelBinding channel, Optional<Certified> client) {
        this(channel, client, true);
    }

    /** TLS that ends at a trusted proxy: its channel is not ours to bind to. */
    public static Layer atProxy(Optional<Certified> client) {
        return new Layer(ChannelBinding.NONE, client);
    }
}
