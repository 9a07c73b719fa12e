package im.vestibule.load;

import java.util.Base64;
import java.util.Optional;

/** RFC 4616. */
record Plain(String name, String password) implements Sasl {
    @Override
    public String initial() {
        return Base64.getEncoder().encodeToString(Bytes.of("\0" + name + "\0" + password));
    }

    @Override
    public Optional<String> response(String challenge) {
        return Optional.empty();
    }

    @Override
    public boolean proven(String success) {
        return true;
    }

    @Override
    public String toString() {
        return "PLAIN " + name;
    }
}
