package im.vestibule.services.sasl;

import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.fast.FastTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The token mechanisms that one stream offers (XEP-0484 §3.1), apart from all others.
 *
 * @param domain the one the stream is for
 * @param channel what is below the stream
 */
public record FastOffer(FastTokens tokens, String domain, ChannelBinding channel) {
    /**
     * What a client says of its token besides the proof.
     *
     * @param agent the client's installation
     * @param count of the client's attempts with this token, if it counts them
     * @param invalidate whether the token is to be of no more use after this
     */
    public record Bearer(FastMechanism mechanism, UUID agent, OptionalLong count, boolean invalidate) {}

    /** Those that can be used on this channel, the strongest first. */
    public List<FastMechanism> mechanisms() {
        return Arrays.stream(FastMechanism.values()).filter(this::works).toList();
    }

    private boolean works(FastMechanism mechanism) {
        return mechanism.binding().map(channel.types()::contains).orElse(true);
    }

    /** Empty for one that is not offered. */
    public Optional<FastMechanism> mechanism(String name) {
        return FastMechanism.of(name).filter(this::works);
    }

    /** Begins an authentication. */
    public Exchange start(Bearer bearer) {
        return new HashedToken(this, bearer);
    }
}
