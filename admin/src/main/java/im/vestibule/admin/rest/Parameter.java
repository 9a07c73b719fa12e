package im.vestibule.admin.rest;

import java.util.Optional;

/**
 * Something that a call is told.
 *
 * @param missing what is said to whoever leaves it out; empty if one may
 * @param invalid what is said of a value that is none; <code>{}</code> stands for that value
 */
record Parameter<T>(In in, String name, Kind<T> kind, Optional<String> missing, String invalid) {
    /** Where it stands. */
    enum In {
        PATH,
        QUERY,
        BODY
    }

    static final String BAD_BODY = "Invalid request body";

    static <T> Parameter<T> path(String name, Kind<T> kind, String missing, String invalid) {
        return new Parameter<>(In.PATH, name, kind, Optional.of(missing), invalid);
    }

    /** One of a kind that all texts are of, and that no path without is the call's. */
    static <T> Parameter<T> path(String name, Kind<T> kind) {
        return path(name, kind, "Missing " + name, "Invalid " + name);
    }

    static <T> Parameter<T> body(String name, Kind<T> kind, String missing, String invalid) {
        return new Parameter<>(In.BODY, name, kind, Optional.of(missing), invalid);
    }

    /** One of a kind that all texts are of. */
    static <T> Parameter<T> body(String name, Kind<T> kind, String missing) {
        return body(name, kind, missing, BAD_BODY);
    }

    /** One that may be left out. */
    static <T> Parameter<T> option(String name, Kind<T> kind) {
        return new Parameter<>(In.BODY, name, kind, Optional.empty(), BAD_BODY);
    }

    boolean isIn(In place) {
        return in == place;
    }

    boolean isMandatory() {
        return missing.isPresent();
    }

    String invalid(Object value) {
        return invalid.replace("{}", String.valueOf(value));
    }
}
