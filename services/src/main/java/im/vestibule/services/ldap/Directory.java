package im.vestibule.services.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import im.vestibule.config.LdapSpec;
import im.vestibule.config.LdapSpec.LocalFilter;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.services.pool.Unreachable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a domain as a directory has them: found by one search, and kept by the filters of the {@code auth.ldap}
 * table. Whoever is not found costs as many questions as anybody else.
 */
public final class Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final String NO_ATTRIBUTES = "1.1";

    private final LdapSpec spec;
    private final LdapPool search;
    private final LdapPool bind;
    private final Template filter;
    private final String[] attributes;
    private final DereferencePolicy deref;
    private final Entry nobody;

    /** What came of looking for an account. */
    public sealed interface Finding {
        /**
         * @param dn name of its entry
         */
        record One(String dn) implements Finding {}

        /** No entry, or one that a filter keeps out. */
        record None() implements Finding {}

        /** More than one entry: nobody can tell who is meant. */
        record Several() implements Finding {}

        /** The server is there but does not answer this question, as it may not let us, or not know the base. */
        record Unanswered(LDAPException refusal) implements Finding {}
    }

    /** What came of trying a password. */
    public sealed interface Trial {
        record Right() implements Trial {}

        record Wrong() implements Trial {}

        /** The server is there but does not take passwords like this, without TLS perhaps. */
        record Unanswered(LDAPException refusal) implements Trial {}
    }

    /**
     * @param search the pool that searches
     * @param bind the pool that checks passwords; may be the same
     */
    public Directory(LdapSpec spec, LdapPool search, LdapPool bind) {
        this.spec = spec;
        this.search = search;
        this.bind = bind;
        filter = new Template(filter(spec));
        attributes = attributes(spec);
        deref = switch (spec.deref()) {
            case NEVER -> DereferencePolicy.NEVER;
            case ALWAYS -> DereferencePolicy.ALWAYS;
            case FINDING -> DereferencePolicy.FINDING;
            case SEARCHING -> DereferencePolicy.SEARCHING;
        };
        nobody = new Entry("cn=nobody-of-this-name" + (spec.base().isEmpty() ? "" : "," + spec.base()));
    }

    private static String filter(LdapSpec spec) {
        String names = spec.uids().stream().map(LdapSpec.Uid::filter).collect(Collectors.joining());
        String name = spec.uids().size() == 1 ? names : "(|" + names + ")";
        return spec.filter().isEmpty() ? name : "(&" + name + spec.filter() + ")";
    }

    /** Those that the filters look at. */
    private static String[] attributes(LdapSpec spec) {
        Set<String> attributes = Stream.concat(
                        spec.dnFilter().stream().flatMap(dn -> dn.attributes().stream()),
                        spec.localFilter().stream().map(LocalFilter::attribute))
                .collect(Collectors.toSet());
        return attributes.isEmpty() ? new String[] {NO_ATTRIBUTES} : attributes.toArray(String[]::new);
    }

    /**
     * @throws Unreachable if no server of the pool answers
     */
    public Finding find(Jid account) throws Unreachable {
        try {
            String text = filter.fill(new Template.Values(account.local(), account.domain(), "", List.of()));
            // Two are enough to see that there is more than one.
            SearchResult found = search(text, 2, attributes);
            if (found.getEntryCount() > 1 || found.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                LOG.atDebug().addKeyValue("jid", account).log("account_ambiguous");
                return new Finding.Several();
            }
            Optional<Entry> entry =
                    found.getSearchEntries().stream().map(Entry.class::cast).findFirst();
            boolean kept = isKept(account, entry.orElse(nobody));
            // An empty name is that of nobody, who can bind with any password.
            return entry.map(Entry::getDN)
                    .filter(dn -> kept && !dn.isBlank())
                    .<Finding>map(Finding.One::new)
                    .orElseGet(Finding.None::new);
        } catch (LDAPException refusal) {
            return new Finding.Unanswered(refusal);
        }
    }

    private boolean isKept(Jid account, Entry entry) throws Unreachable, LDAPException {
        boolean found = true;
        if (spec.dnFilter().isPresent()) {
            LdapSpec.DnFilter dn = spec.dnFilter().get();
            List<String> values = dn.attributes().stream()
                    .map(name ->
                            Optional.ofNullable(entry.getAttributeValue(name)).orElse(""))
                    .toList();
            String text = new Template(dn.filter())
                    .fill(new Template.Values(account.local(), account.domain(), entry.getDN(), values));
            found = search(text, 1, NO_ATTRIBUTES).getEntryCount() > 0;
        }
        return found && spec.localFilter().map(local -> isKept(local, entry)).orElse(true);
    }

    private static boolean isKept(LocalFilter local, Entry entry) {
        String[] values = entry.getAttributeValues(local.attribute());
        boolean equal = values != null && Set.copyOf(List.of(values)).equals(Set.copyOf(local.values()));
        return switch (local.operation()) {
            case EQUAL -> equal;
            case NOTEQUAL -> !equal;
        };
    }

    /**
     * @param entries most that are wanted; if there are more, the result says so
     */
    private SearchResult search(String text, int entries, String... wanted) throws Unreachable, LDAPException {
        SearchResult result = search.search(
                Question.search(spec.base(), SearchScope.SUB, Filter.create(text), deref, entries, wanted));
        ResultCode code = result.getResultCode();
        if (code.equals(ResultCode.SUCCESS) || code.equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
            return result;
        }
        throw refusal(result);
    }

    /**
     * Tries a password, also for whoever was not found: with a name that nobody has.
     *
     * @param password not empty
     * @throws Unreachable if no server of the pool answers
     */
    public Trial tryPassword(Finding whose, Secret password) throws Unreachable {
        String dn = whose instanceof Finding.One(String found) ? found : nobody.getDN();
        LDAPResult answer = bind.bind(dn, password);
        if (answer.getResultCode().equals(ResultCode.SUCCESS)) {
            return whose instanceof Finding.One ? new Trial.Right() : new Trial.Wrong();
        }
        return Codes.isWrong(answer.getResultCode()) ? new Trial.Wrong() : new Trial.Unanswered(refusal(answer));
    }

    private static LDAPException refusal(LDAPResult answer) {
        return new LDAPException(answer.getResultCode(), Codes.reason(answer));
    }
}
