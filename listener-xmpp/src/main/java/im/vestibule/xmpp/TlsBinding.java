package im.vestibule.xmpp;

import im.vestibule.services.sasl.ChannelBinding;
import java.util.List;
import java.util.Map;

/**
 * The channel bindings of a TLS connection, for SASL.
 *
 * @param data by type, the best first
 */
record TlsBinding(Map<String, byte[]> data) implements ChannelBinding {
    @Override
    public List<String> types() {
        return List.copyOf(data.keySet());
    }

    @Override
    public byte[] data(String type) {
        byte[] found = data.get(type);
        if (found == null) {
            throw new IllegalArgumentException(type);
        }
        return found;
    }
}
