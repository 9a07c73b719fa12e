package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;

/** What results mean to us (RFC 4511, section 4.1.9, and appendix A). */
final class Codes {
    static final String LATE = "no answer in time";

    private Codes() {}

    /** The server is not able to answer anything at present, or there is none at the other end any more. */
    static boolean isTrouble(ResultCode code) {
        return code.isClientSideResultCode()
                || code.equals(ResultCode.BUSY)
                || code.equals(ResultCode.UNAVAILABLE)
                || code.equals(ResultCode.OTHER);
    }

    /** The other end went away, possibly while nobody looked. */
    static boolean isGone(ResultCode code) {
        return code.isClientSideResultCode() && !code.equals(ResultCode.TIMEOUT);
    }

    /**
     * These are not the credentials of anybody who may bind: a wrong password, an entry that has none or is gone by now, or
     * one that is locked, for which servers have different codes.
     */
    static boolean isWrong(ResultCode code) {
        return code.equals(ResultCode.INVALID_CREDENTIALS)
                || code.equals(ResultCode.INAPPROPRIATE_AUTHENTICATION)
                || code.equals(ResultCode.NO_SUCH_OBJECT)
                || code.equals(ResultCode.UNWILLING_TO_PERFORM)
                || code.equals(ResultCode.CONSTRAINT_VIOLATION)
                || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    /** In words, for the operator. */
    static String reason(LDAPResult result) {
        ResultCode code = result.getResultCode();
        if (code.equals(ResultCode.TIMEOUT)) {
            return LATE;
        }
        String told = code.isClientSideResultCode() ? null : result.getDiagnosticMessage();
        return told == null || told.isBlank() ? code.getName() : code.getName() + ", " + told;
    }
}
