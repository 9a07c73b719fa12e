package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.command.DomainCommands;
import im.vestibule.services.domain.Domain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The category {@code domain}. */
final class DomainFields {
    private DomainFields() {}

    static void admin(Fields fields, DomainCommands domains) {
        fields.type("DomainAdminQuery")
                .field("domainsByHostType", call -> domains.ofType(call.text("hostType")))
                .field("domainDetails", call -> changed(domains.details(call.text("domain"))));
        fields.type("DomainAdminMutation")
                .field(
                        "addDomain",
                        call -> domains.add(call.text("domain"), call.text("hostType"))
                                .map(added -> object("domain", added.name(), "hostType", added.hostType())))
                .field("removeDomain", call -> changed(domains.remove(call.text("domain"), call.text("hostType"))))
                .field(
                        "requestRemoveDomain",
                        call -> changed(domains.requestRemove(call.text("domain"), call.text("hostType"))))
                .field("enableDomain", call -> changed(domains.enable(call.text("domain"))))
                .field("disableDomain", call -> changed(domains.disable(call.text("domain"))))
                .field("setDomainPassword", call -> domains.setPassword(call.text("domain"), call.secret("password")))
                .field("deleteDomainPassword", call -> domains.deletePassword(call.text("domain")));
    }

    private static Answer<Map<String, @Nullable Object>> changed(Answer<Domain> answer) {
        return answer.map(domain -> object(
                "domain", domain.name(),
                "hostType", domain.hostType(),
                "status", domain.status().name()));
    }
}
