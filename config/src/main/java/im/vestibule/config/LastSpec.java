package im.vestibule.config;

/**
 * The {@code modules.mod_last} table: last activity (XEP-0012).
 *
 * @param backend see {@link ModulesSpec.Backend}
 */
public record LastSpec(ModulesSpec.Backend backend) {

    static LastSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new LastSpec(ModulesSpec.readBackend(s));
    }
}
