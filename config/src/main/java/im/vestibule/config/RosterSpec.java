package im.vestibule.config;

/**
 * The {@code modules.mod_roster} table (RFC 6121, section 2).
 *
 * @param versioning a roster that did not change is not sent again
 * @param storeCurrentId the version is kept with the roster rather than computed from it
 * @param backend see {@link ModulesSpec.Backend}
 */
public record RosterSpec(boolean versioning, boolean storeCurrentId, ModulesSpec.Backend backend) {

    static RosterSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new RosterSpec(
                s.bool("versioning", false), s.bool("store_current_id", false), ModulesSpec.readBackend(s));
    }
}
