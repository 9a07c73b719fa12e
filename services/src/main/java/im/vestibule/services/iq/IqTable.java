package im.vestibule.services.iq;

import im.vestibule.services.iq.IqRequest.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who answers which requests: by namespace, and by who is asked. Immutable. */
public final class IqTable {
    private record Key(Target target, String namespace) {}

    private final Map<Key, IqHandler> handlers = new HashMap<>();

    /**
     * @throws IllegalArgumentException if two handlers answer the same
     */
    public IqTable(Collection<? extends IqHandler> handlers) {
        for (IqHandler handler : handlers) {
            for (Target target : handler.targets()) {
                if (this.handlers.putIfAbsent(new Key(target, handler.namespace()), handler) != null) {
                    throw new IllegalArgumentException("two handlers for " + handler.namespace() + " to " + target);
                }
            }
        }
    }

    /** The handler of a request; without one the answer is {@code service-unavailable} (RFC 6120 §8.4). */
    public Optional<IqHandler> find(IqRequest request) {
        return Optional.ofNullable(
                handlers.get(new Key(request.target(), request.payload().namespace())));
    }
}
