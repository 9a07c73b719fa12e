package im.vestibule.services.store;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes of new files and directories that nobody but the server's own user can read; none where the file system has no
 * such thing.
 */
public final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * @param place in the file system that is meant
     */
    public static FileAttribute<?>[] directory(Path place) {
        return only(place, "rwx------");
    }

    /**
     * @param place in the file system that is meant
     */
    public static FileAttribute<?>[] file(Path place) {
        return only(place, "rw-------");
    }

    private static FileAttribute<?>[] only(Path place, String permissions) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
