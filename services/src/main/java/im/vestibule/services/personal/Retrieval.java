package im.vestibule.services.personal;

import java.nio.file.Path;

/** What came of collecting what is kept about an account. */
public sealed interface Retrieval {
    /**
     * @param file a ZIP archive, for its owner's eyes only
     */
    record Written(Path file) implements Retrieval {}

    record NoSuchUser() implements Retrieval {}

    /** A back end or the store is down; there is no file. */
    record Unavailable() implements Retrieval {}

    /** There is no file. */
    record NotWritten(Fault why) implements Retrieval {}

    /** Why there is no file. */
    enum Fault {
        WRONG_FILENAME("wrong_filename_error", "The file cannot be there, or is there already"),
        PERMISSION_DENIED("file_creation_permission_denied_error", "The server may not write there"),
        IS_DIRECTORY("location_is_a_directory_error", "This is a directory"),
        NOT_WRITTEN("file_not_written_error", "The file could not be written to its end");

        private final String code;
        private final String text;

        Fault(String code, String text) {
            this.code = code;
            this.text = text;
        }

        /** As errors of GraphQL have it in {@code extensions.code}. */
        public String code() {
            return code;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
