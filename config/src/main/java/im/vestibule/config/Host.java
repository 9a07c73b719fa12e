package im.vestibule.config;

import java.util.Map;

/**
 * What holds for one host once {@code host_config} is taken into account.
 *
 * @param name as it was asked for
 * @param general the global table with the host's own {@code route_subdomains} and {@code replaced_wait_timeout}
 */
public record Host(
        String name,
        GeneralSpec general,
        AuthSpec auth,
        ModulesSpec modules,
        S2sSpec s2s,
        Map<String, AclSpec> acl,
        Map<String, AccessSpec> access) {}
