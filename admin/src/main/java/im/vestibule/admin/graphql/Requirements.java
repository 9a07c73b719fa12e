package im.vestibule.admin.graphql;

import graphql.schema.DataFetchingEnvironment;
import im.vestibule.admin.Caller;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees whether what a field needs is there: modules of the domain in question, services, internal databases. */
final class Requirements {
    private final Hosts hosts;
    private final Set<String> services;

    /** @param services that there are */
    Requirements(Hosts hosts, Set<String> services) {
        this.hosts = hosts;
        this.services = services;
    }

    /** What is missing; empty if nothing is. */
    Optional<Refusal> lack(Rules.Use use, DataFetchingEnvironment environment) {
        List<String> absent =
                use.services().stream().filter(name -> !services.contains(name)).toList();
        if (!absent.isEmpty()) {
            return Optional.of(Refusal.of(
                            Code.DEPS_NOT_LOADED,
                            "Some of the required services are not loaded: " + String.join(", ", absent))
                    .with("not_loaded_services", absent));
        }
        // A domain that is not served is the command's own affair.
        return domain(use, environment)
                .flatMap(name -> Optional.ofNullable(hosts.find(name)))
                .flatMap(host -> lack(use.modules(), host));
    }

    private static Optional<Refusal> lack(List<String> modules, Host host) {
        List<String> absent = modules.stream().filter(name -> !has(host, name)).toList();
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                Code.DEPS_NOT_LOADED,
                                "Some of the required modules are not loaded: " + String.join(", ", absent))
                        .with("not_loaded_modules", absent));
    }

    private static boolean has(Host host, String module) {
        return switch (module) {
            case "mod_auth_token" -> host.tokens().isPresent();
            case "mod_last" -> host.last().isPresent();
            case "mod_offline" -> host.offline().isPresent();
            default -> false;
        };
    }

    private static Optional<String> domain(Rules.Use use, DataFetchingEnvironment environment) {
        Object named = use.argument().<Object>map(environment::getArgument).orElse(null);
        return switch (named) {
            case Jid jid -> Optional.of(jid.domain());
            case String name -> Optional.of(name);
            case null, default ->
                switch (Context.of(environment).caller()) {
                    case Caller.User(Jid account) -> Optional.of(account.domain());
                    case Caller.DomainAdmin(String own) -> Optional.of(own);
                    case Caller.Admin _, Caller.Nobody _ -> Optional.empty();
                };
        };
    }
}
