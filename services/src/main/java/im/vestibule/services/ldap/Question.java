package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import im.vestibule.config.Secret;

/** What a server is asked. Whatever becomes of it is an answer, also that there is none. */
@FunctionalInterface
interface Question<R extends LDAPResult> {
    /** What every server can tell anybody: its own, empty entry. */
    Question<SearchResult> PRESENCE =
            search("", SearchScope.BASE, Filter.createPresenceFilter("objectClass"), DereferencePolicy.NEVER, 1, "1.1");

    /**
     * @param millis how long the server may be silent
     */
    R ask(LDAPConnection connection, int millis);

    /** Asks, and hangs up if the answer is not there in time. */
    default R ask(LDAPConnection connection, Deadline deadline) {
        try (Guard _ = new Guard(connection, deadline)) {
            return ask(connection, deadline.left());
        }
    }

    /**
     * @param entries most that are wanted
     */
    static Question<SearchResult> search(
            String base, SearchScope scope, Filter filter, DereferencePolicy deref, int entries, String... attributes) {
        return (connection, millis) -> {
            int seconds = Math.ceilDiv(millis, 1000);
            SearchRequest request = new SearchRequest(base, scope, deref, entries, seconds, false, filter, attributes);
            request.setResponseTimeoutMillis(millis);
            try {
                return connection.search(request);
            } catch (LDAPSearchException e) {
                return e.getSearchResult();
            }
        };
    }

    static Question<LDAPResult> bind(String dn, Secret password) {
        return (connection, millis) -> {
            SimpleBindRequest request = new SimpleBindRequest(dn, password.reveal());
            request.setResponseTimeoutMillis(millis);
            try {
                return connection.bind(request);
            } catch (LDAPException e) {
                return e.toLDAPResult();
            }
        };
    }
}
