package im.vestibule.http;

import im.vestibule.admin.command.Commands;
import im.vestibule.admin.graphql.Engines;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.domain.DomainAdmins;
import java.util.Optional;

/**
 * What is behind the doors for programs and operators.
 *
 * @param commands by category
 * @param engines the same by GraphQL
 * @param accounts of users who log in
 * @param domainAdmins who log in for one domain each; empty without {@code services.service_domain_db}
 */
public record Api(Commands commands, Engines engines, Accounts accounts, Optional<DomainAdmins> domainAdmins) {}
