package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People who read the description of the REST API for users in their browsers. */
@NeedsProgram("chromedriver")
@ExtendWith(SharedChromium.class)
class RestDocsIT {
    @Test
    void swaggerUiShowsEveryGroupAndHasNothingToComplainAbout(Chromium chromium) throws Exception {
        try (RestSite rest = new RestSite();
                Browser page = chromium.open("http://localhost:"
                        + rest.site().door("client").address().getPort() + "/api-docs")) {
            page.sees(".opblock-tag a", "messages");
            assertThat(page.texts(".info .title").getFirst()).startsWith("Vestibule for users");
            assertThat(page.texts(".opblock-tag a"))
                    .containsExactly(
                            "messages", "contacts", "sse", "rooms", "rooms_config", "rooms_users", "rooms_messages");
            page.click("#operations-messages-post_messages .opblock-summary-control");
            page.sees(".opblock-section-request-body h4", "Request body");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
