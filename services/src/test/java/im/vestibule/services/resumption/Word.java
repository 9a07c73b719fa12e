package im.vestibule.services.resumption;

import java.util.OptionalLong;

/** What clients and the server say to each other, as far as it matters to resumption. */
public sealed interface Word {
    /** Whether the other side counts it (XEP-0198 §4). */
    default boolean counts() {
        return false;
    }

    /** {@code <r/>}. */
    record Ask() implements Word {}

    /** {@code <a/>}. */
    record Answer(long h) implements Word {}

    /** The closing tag. */
    record Leave() implements Word {}

    /** Of a client: binds its resource and enables resumption. */
    record Bind() implements Word {}

    /** Of a client: {@code <resume/>}. */
    record Resume(String id, long h) implements Word {}

    /** Of a client: its first presence. */
    record Present() implements Word {
        @Override
        public boolean counts() {
            return true;
        }
    }

    /** Of a client: a message of type chat. */
    record Write(String to, String body) implements Word {
        @Override
        public boolean counts() {
            return true;
        }
    }

    /** Of the server: {@code <enabled/>}. */
    record Bound(String id) implements Word {}

    /** Of the server: {@code <resumed/>}. */
    record Resumed(long h) implements Word {}

    /** Of the server: {@code <failed/>}. */
    record Failed(OptionalLong h) implements Word {}

    /**
     * Of the server: a message.
     *
     * @param error whether it has come back
     */
    record Heard(String body, boolean error) implements Word {
        @Override
        public boolean counts() {
            return true;
        }
    }

    /** Of the server: a stanza that is no message. */
    record Other() implements Word {
        @Override
        public boolean counts() {
            return true;
        }
    }
}
