package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import im.vestibule.services.pool.Unreachable;

/** Opens connections to a server. */
interface Opener {
    LDAPConnection connect(Deadline deadline) throws Unreachable;
}
