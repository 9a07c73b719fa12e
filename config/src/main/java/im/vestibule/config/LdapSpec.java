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
 * @param filter further condition of the search; empty for none
 * @param dnFilter a search that must find the user's entry
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
    public enum Deref {
        NEVER,
        ALWAYS,
        FINDING,
        SEARCHING
    }

    static LdapSpec read(Section s) {
        List<Uid> uids = s.tables("uids", Uid::read);
        return new LdapSpec(
                s.value("pool_tag", Type.NON_EMPTY, "default"),
                s.value("bind_pool_tag", Type.NON_EMPTY, "bind"),
                s.value("base", Type.STRING, ""),
                uids.isEmpty() ? List.of(new Uid("uid", "%u")) : uids,
                s.value("filter", Type.STRING, ""),
                s.table("dn_filter", DnFilter::read),
                s.table("local_filter", LocalFilter::read),
                s.value("deref", Type.oneOf(Deref.class), Deref.NEVER));
    }

    /**
     * An attribute that holds the user's name.
     *
     * @param format the name's form in it, {@code %u} stands for the name
     */
    public record Uid(String attr, String format) {
        static Uid read(Section s) {
            return new Uid(s.mandatory("attr", Type.NON_EMPTY), s.value("format", Type.NON_EMPTY, "%u"));
        }
    }

    /**
     * A search that must find the user's entry.
     *
     * @param attributes of the entry, that the filter uses
     */
    public record DnFilter(String filter, List<String> attributes) {
        static DnFilter read(Section s) {
            return new DnFilter(
                    s.mandatory("filter", LdapFilter.TYPE), s.value("attributes", Type.STRING.list(), List.of()));
        }
    }

    /** A condition on the attributes of an entry already found. */
    public record LocalFilter(Operation operation, String attribute, List<String> values) {
        public enum Operation {
            EQUAL,
            NOTEQUAL
        }

        static LocalFilter read(Section s) {
            return new LocalFilter(
                    s.mandatory("operation", Type.oneOf(Operation.class)),
                    s.mandatory("attribute", Type.STRING),
                    s.mandatory("values", Type.STRING.nonEmptyList()));
        }
    }
}
