package im.vestibule.server;

import im.vestibule.tls.TlsCertificate;
import im.vestibule.tls.TlsFault;
import java.util.List;

/** What reading the files of one table again has come to. */
public sealed interface TlsReload {
    /** Key of the listener, or of the table {@code s2s} by which we call others. */
    String listener();

    /** The files hold what is in service already: nothing was done, and sessions can still be resumed. */
    record Unchanged(String listener) implements TlsReload {}

    /**
     * New connections get what is in the files now.
     *
     * @param certificates that the other side may be shown
     */
    record Replaced(String listener, List<TlsCertificate> certificates) implements TlsReload {}

    /**
     * The files cannot be used; what was in service stays.
     *
     * @param faults all that were found, warnings too
     */
    record Refused(String listener, List<TlsFault> faults) implements TlsReload {}
}
