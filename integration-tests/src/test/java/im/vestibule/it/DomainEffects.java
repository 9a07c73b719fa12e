package im.vestibule.it;

import static im.vestibule.it.GraphQlDeeds.json;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The category {@code domain}. */
abstract class DomainEffects extends GraphQlEffects {
    private static final Jid EVE = Jid.of("eve@club.test");
    private static final String CLUB = "domain: 'club.test', hostType: 'dynamic'";

    DomainEffects() throws IOException {}

    private static JsonNode club(String status) {
        return json("{'domain': 'club.test', 'hostType': 'dynamic', 'status': " + status + "}");
    }

    private void found() throws Exception {
        assertThat(at("admin").does("mutation domain.addDomain", CLUB)).isEqualTo(club("null"));
        site().renew(EVE);
    }

    private static JsonNode details(GraphQlDeeds deeds) throws Exception {
        return deeds.does("query domain.domainDetails", "domain: 'club.test'");
    }

    @Test
    void whatIsAddedIsServed() throws Exception {
        found();
        assertThat(attend(EVE, "desk").jid()).contains(Jid.of("eve@club.test/desk"));
        assertThat(details(at("admin"))).isEqualTo(club("'ENABLED'"));
        assertThat(details(administrator("club.test"))).isEqualTo(club("'ENABLED'"));
        assertThat(at("admin").does("query domain.domainsByHostType", "hostType: 'dynamic'"))
                .isEqualTo(json("['club.test']"));
    }

    @Test
    void whatIsDisabledIsNotServedUntilItIsEnabled() throws Exception {
        found();
        GraphQlDeeds deeds = at("admin");
        Wire eve = attend(EVE, "desk");
        assertThat(deeds.does("mutation domain.disableDomain", "domain: 'club.test'"))
                .isEqualTo(club("'DISABLED'"));
        assertThat(eve.end()).endsWith("</stream:stream>");
        assertThat(details(deeds)).isEqualTo(club("'DISABLED'"));
        assertThat(deeds.does("query domain.domainsByHostType", "hostType: 'dynamic'"))
                .isEqualTo(json("[]"));
        Wire refused = connect();
        refused.say(Wire.header("club.test"));
        assertThat(refused.end()).contains("<host-unknown ");

        assertThat(deeds.does("mutation domain.enableDomain", "domain: 'club.test'"))
                .isEqualTo(club("'ENABLED'"));
        assertThat(attend(EVE, "desk").jid()).contains(Jid.of("eve@club.test/desk"));
    }

    @Test
    void whatIsRemovedIsGoneWithItsAccounts() throws Exception {
        found();
        GraphQlDeeds deeds = at("admin");
        assertThat(deeds.does("mutation domain.removeDomain", CLUB)).isEqualTo(club("'DELETED'"));
        isGone(deeds);
    }

    @Test
    void whatIsToBeRemovedIsGoneInTheEnd() throws Exception {
        found();
        GraphQlDeeds deeds = at("admin");
        assertThat(deeds.does("mutation domain.requestRemoveDomain", CLUB)).isEqualTo(club("'DELETING'"));
        Patience.await()
                .until(() -> "not_found"
                        .equals(deeds.wire()
                                .ask("{ domain { domainDetails(domain: \"club.test\") { status } } }")
                                .code()));
        isGone(deeds);
    }

    private static void isGone(GraphQlDeeds deeds) throws Exception {
        assertThat(deeds.refused("query domain.domainDetails", "domain: 'club.test'"))
                .isEqualTo("not_found");
        assertThat(deeds.does("mutation domain.addDomain", CLUB)).isEqualTo(club("null"));
        assertThat(deeds.does("query account.countUsers", "domain: 'club.test'"))
                .isEqualTo(json("0"));
    }

    @ByAdministrators
    void administratorsOfADomainGetInByItsPassword(String door) throws Exception {
        String set = "domain: 'door.test', password: '";
        assertThat(at(door).does("mutation domain.setDomainPassword", set + "first'"))
                .isEqualTo(json("'Domain password set successfully'"));
        GraphQlDeeds own = nobody("domain").as("admin@door.test", "first");
        assertThat(own.does("query checkAuth").path("domain")).isEqualTo(json("'door.test'"));

        assertThat(own.does("mutation domain.setDomainPassword", set + "second'"))
                .isEqualTo(json("'Domain password set successfully'"));
        assertThat(status(own)).isEqualTo(401);
        GraphQlDeeds again = own.as("admin@door.test", "second");
        assertThat(again.does("query checkAuth").path("domain")).isEqualTo(json("'door.test'"));

        assertThat(at("admin").does("mutation domain.deleteDomainPassword", "domain: 'door.test'"))
                .isEqualTo(json("'Domain password deleted successfully'"));
        assertThat(status(again)).isEqualTo(401);
    }

    private static int status(GraphQlDeeds deeds) throws Exception {
        return deeds.wire().ask("{ checkAuth { authStatus } }").status();
    }
}
