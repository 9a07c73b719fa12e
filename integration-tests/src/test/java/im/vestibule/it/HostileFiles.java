package im.vestibule.it;

import im.vestibule.it.Badge.Made;
import im.vestibule.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The files that {@code hostile.toml} names, and whose keys are where. */
final class HostileFiles {
    /** Signs for other servers. */
    static final Authority SERVERS = new Authority();

    /** A client whose certificate is on the list of {@code badge_just}. */
    static final Badge REVOKED = Badge.of(Made.WELL, "CN=anybody", "revoked@badge.test");

    private HostileFiles() {}

    static void write(Path directory) throws IOException {
        SelfSigned.write(directory.resolve("door.pem"), List.of("door.test"), Instant.now());
        SelfSigned.write(directory.resolve("renewing.pem"), List.of("door.test"), Instant.now());
        SERVERS.write(directory, "door.test");
        Files.writeString(directory.resolve("badges.pem"), Badge.AUTHORITY.getCertificatePEM());
        Files.writeString(directory.resolve("revoked.pem"), Badge.revocations(REVOKED));
    }
}
