package im.vestibule.config;

import java.util.List;
import java.util.Optional;

/**
 * The {@code auth.ldap} table: a directory that is asked (RFC 4511).
 *
 * @param poolTag the pool that searches
 * @param bindPoolTag the pool that checks passwords by binding
 * @param base where the search begins; empty for the root
 * @param uids attributes that may hold the user's name
 * @param filter further condition of the search; {@code %u} stands for the name, {@code %d} for the domain; empty for none
 * @param dnFilter a second search that must find something
 * @param localFilter a condition on the entry itself
 * @param deref when aliases are followed
 */
public record LdapSpec(
        String poolTag,
        String bindPoolTag,
        String base,
        List<Uid> uids,
        String filter,
        Optional<DnFilter> dnFilter,
        Optional<LocalFilter> localFilter,
        Deref deref) {
    private static final String NAME = "%u";

    public enum Deref {
        NEVER,
        ALWAYS,
        FINDING,
        SEARCHING
    }

    static LdapSpec read(Section s) {
        List<Uid> uids = s.tables("uids", Uid::read);
        LdapSpec ldap = new LdapSpec(
                s.value("pool_tag", Type.NON_EMPTY, "default"),
                s.value("bind_pool_tag", Type.NON_EMPTY, "bind"),
                s.value("base", Type.STRING, ""),
                uids.isEmpty() ? List.of(new Uid("uid", "%u")) : uids,
                s.value("filter", LdapFilter.MAYBE_EMPTY, ""),
                s.table("dn_filter", DnFilter::read),
                s.table("local_filter", LocalFilter::read),
                s.value("deref", Type.oneOf(Deref.class), Deref.NEVER));
        if (!ldap.filter.contains(NAME) && ldap.uids.stream().anyMatch(uid -> !uid.format.contains(NAME))) {
            s.warning("uids", Fault.of("without " + NAME + " whoever logs in finds the same entry"));
        }
        return ldap;
    }

    /**
     * An attribute that holds the user's name.
     *
     * @param format the name's form in it, as a filter has it: {@code %u} stands for the name, {@code %d} for the domain
     */
    public record Uid(String attr, String format) {
        static Uid read(Section s) {
            Uid uid = new Uid(s.mandatory("attr", Type.NON_EMPTY), s.value("format", Type.NON_EMPTY, NAME));
            if (!uid.attr.isEmpty() && !LdapFilter.isSound(uid.filter())) {
                s.error(
                        s.written("format") ? "format" : "attr",
                        Fault.of("this makes no LDAP filter").found(Type.quoted(uid.filter())));
            }
            return uid;
        }

        /** Finds who has the name. */
        public String filter() {
            return "(" + attr + "=" + format + ")";
        }
    }

    /**
     * A second search, which must find something.
     *
     * @param filter {@code %D} stands for the DN of the user's entry, {@code %u} for the name, {@code %d} for the domain, and
     *     one {@code %s} after the other for {@code attributes}
     * @param attributes of the user's entry, which the filter uses
     */
    public record DnFilter(String filter, List<String> attributes) {
        static DnFilter read(Section s) {
            DnFilter dn = new DnFilter(
                    s.mandatory("filter", LdapFilter.TYPE), s.value("attributes", Type.NON_EMPTY.list(), List.of()));
            int places = dn.filter.split("%s", -1).length - 1;
            if (!dn.filter.isEmpty() && places != dn.attributes.size()) {
                s.warning(
                        "attributes",
                        Fault.of("one for each %s of the filter")
                                .expected(Integer.toString(places))
                                .found(Integer.toString(dn.attributes.size())));
            }
            return dn;
        }
    }

    /**
     * A condition on an entry already found.
     *
     * @param values all that the attribute must have, or must not have, in any order and no others
     */
    public record LocalFilter(Operation operation, String attribute, List<String> values) {
        public enum Operation {
            EQUAL,
            NOTEQUAL
        }

        static LocalFilter read(Section s) {
            return new LocalFilter(
                    s.mandatory("operation", Type.oneOf(Operation.class)),
                    s.mandatory("attribute", Type.NON_EMPTY),
                    s.mandatory("values", Type.STRING.nonEmptyList()));
        }
    }
}
