package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.model.Jid;

/** What several categories refuse in the same words. */
final class Refusals {
    private Refusals() {}

    static <T> Answer<T> noDomain() {
        return Answer.refused(Code.DOMAIN_NOT_FOUND, "Domain does not exist");
    }

    static <T> Answer<T> noUser(Jid user) {
        return Answer.refused(Code.USER_DOES_NOT_EXIST, "User " + user.bare() + " does not exist");
    }

    /** @param what a module or service, as it is called in the file */
    static <T> Answer<T> notLoaded(String what) {
        return Answer.refused(Code.DEPS_NOT_LOADED, what + " is not loaded");
    }

    static <T> Answer<T> unavailable() {
        return Answer.refused(Code.INTERNAL, "A back end does not answer; try again later");
    }

    static <T> Answer<T> tooMany(int most) {
        return Answer.refused(Code.INTERNAL, "There are more than " + most + " users");
    }
}
