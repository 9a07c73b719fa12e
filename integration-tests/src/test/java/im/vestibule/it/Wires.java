package im.vestibule.it;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Those of one test, to be closed together. */
final class Wires implements Closeable {
    private final List<Wire> open = new ArrayList<>();

    /** @return that wire */
    Wire add(Wire wire) {
        open.add(wire);
        return wire;
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : open) {
            wire.close();
        }
    }
}
