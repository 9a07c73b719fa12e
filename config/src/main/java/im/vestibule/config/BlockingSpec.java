package im.vestibule.config;

/**
 * The {@code modules.mod_blocking} table: the blocking command (XEP-0191).
 *
 * @param backend see {@link ModulesSpec.Backend}
 */
public record BlockingSpec(ModulesSpec.Backend backend) {

    static BlockingSpec read(Section s) {
        return new BlockingSpec(ModulesSpec.readBackend(s));
    }
}
