package im.vestibule.server.ctl;

import im.vestibule.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who asks. */
record Login(String user, Secret password) {
    /** As a value of {@code Authorization} (RFC 7617). */
    String basic() {
        String both = user + ":" + password.reveal();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
