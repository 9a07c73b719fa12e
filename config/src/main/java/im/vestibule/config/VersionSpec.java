package im.vestibule.config;

/**
 * The {@code modules.mod_version} table (XEP-0092).
 *
 * @param osInfo the operating system is told too
 */
public record VersionSpec(boolean osInfo) {

    static VersionSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new VersionSpec(s.bool("os_info", false));
    }
}
