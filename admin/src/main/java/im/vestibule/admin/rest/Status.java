package im.vestibule.admin.rest;

import im.vestibule.admin.Code;

/** What came of a call (RFC 9110 §15). */
public enum Status {
    OK(200, "Done."),
    CREATED(201, "Made."),
    ACCEPTED(202, "Begun; it goes on in the background."),
    NO_CONTENT(204, "Done."),
    BAD_REQUEST(400, "Something is missing or wrong."),
    UNAUTHORIZED(401, "Name or password is missing or wrong."),
    FORBIDDEN(403, "This may not be done."),
    NOT_FOUND(404, "What it is about does not exist."),
    CONFLICT(409, "There is such a thing already."),
    NOT_IMPLEMENTED(501, "This server has no such service."),
    UNAVAILABLE(503, "A back end does not answer.");

    private final int code;
    private final String meaning;

    Status(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** A sentence for the description. */
    String meaning() {
        return meaning;
    }

    boolean isGood() {
        return code < BAD_REQUEST.code;
    }

    /** What a command's refusal is by HTTP. */
    static Status of(Code code) {
        return switch (code) {
            case BAD_KEY_ERROR,
                    DOMAIN_INVALID_NAME,
                    EMPTY_PASSWORD,
                    EMPTY_RESOURCE,
                    FILE_CREATION_PERMISSION_DENIED_ERROR,
                    FILE_NOT_WRITTEN_ERROR,
                    LOCATION_IS_A_DIRECTORY_ERROR,
                    WRONG_FILENAME_ERROR,
                    INVALID_JID,
                    INVALID_RECIPIENT,
                    INVALID_SENDER,
                    INVALID_STANZA,
                    NO_RECIPIENT,
                    NO_SENDER,
                    UNKNOWN_USER,
                    WRONG_METHOD,
                    WRONG_RES_NUMBER -> BAD_REQUEST;
            case CANNOT_REGISTER,
                    DEPS_NOT_LOADED,
                    EXISTS,
                    LIMIT_PER_DOMAIN_EXCEEDED,
                    NOT_ALLOWED,
                    STATIC,
                    UNKNOWN_HOST_TYPE,
                    WRONG_HOST_TYPE,
                    WRONG_USER -> FORBIDDEN;
            case CONTACT_NOT_FOUND,
                    DELETED,
                    DOMAIN_NOT_FOUND,
                    FILE_NOT_FOUND,
                    LAST_NOT_FOUND,
                    NO_SESSION,
                    NOT_FOUND,
                    UNKNOWN_DOMAIN,
                    USER_DOES_NOT_EXIST,
                    USER_DOES_NOT_EXIST_ERROR,
                    USER_NOT_EXIST,
                    USER_NOT_FOUND -> NOT_FOUND;
            case DUPLICATE -> CONFLICT;
            case NOT_SUPPORTED -> NOT_IMPLEMENTED;
            case INTERNAL -> UNAVAILABLE;
        };
    }
}
