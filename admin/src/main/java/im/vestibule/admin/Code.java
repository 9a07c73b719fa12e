package im.vestibule.admin;

import java.util.Locale;

/** Why a command was not carried out, in one word: {@code extensions.code} of GraphQL. */
public enum Code {
    BAD_KEY_ERROR,
    CANNOT_REGISTER,
    CONTACT_NOT_FOUND,
    DELETED,
    DEPS_NOT_LOADED,
    DOMAIN_NOT_FOUND,
    DOMAIN_INVALID_NAME,
    DUPLICATE,
    EMPTY_PASSWORD,
    EMPTY_RESOURCE,
    EXISTS,
    FILE_CREATION_PERMISSION_DENIED_ERROR,
    FILE_NOT_FOUND,
    FILE_NOT_WRITTEN_ERROR,
    INTERNAL,
    INVALID_JID,
    INVALID_RECIPIENT,
    INVALID_SENDER,
    /** Ours. */
    INVALID_STANZA,
    LAST_NOT_FOUND,
    LIMIT_PER_DOMAIN_EXCEEDED,
    LOCATION_IS_A_DIRECTORY_ERROR,
    NO_RECIPIENT,
    NO_SENDER,
    NO_SESSION,
    NOT_ALLOWED,
    NOT_FOUND,
    /** Ours: this server has no such thing, and says so. */
    NOT_SUPPORTED,
    STATIC,
    UNKNOWN_DOMAIN,
    UNKNOWN_HOST_TYPE,
    UNKNOWN_USER,
    USER_DOES_NOT_EXIST,
    USER_DOES_NOT_EXIST_ERROR,
    USER_NOT_EXIST,
    USER_NOT_FOUND,
    WRONG_FILENAME_ERROR,
    WRONG_HOST_TYPE,
    WRONG_METHOD,
    WRONG_RES_NUMBER,
    WRONG_USER;

    /** As clients read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
