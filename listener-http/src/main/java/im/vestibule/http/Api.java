package im.vestibule.http;

import im.vestibule.admin.DomainAdmins;
import im.vestibule.admin.command.Commands;
import im.vestibule.admin.graphql.Engines;
import im.vestibule.services.account.Accounts;

/**
 * What is behind the doors for programs and operators.
 *
 * @param commands by category
 * @param engines the same by GraphQL
 * @param accounts of users who log in
 */
public record Api(Commands commands, Engines engines, Accounts accounts, DomainAdmins domainAdmins) {}
