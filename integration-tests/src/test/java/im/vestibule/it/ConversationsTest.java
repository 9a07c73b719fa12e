package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code *.wire} file among the resources is a test; those of hostile peers are in {@link HostileConversationsTest}. */
@ExtendWith(SharedSite.class)
class ConversationsTest {
    static Stream<Arguments> conversations() {
        return Conversations.withDoors(file -> !Conversations.isHostile(file));
    }

    @ParameterizedTest(name = "{0} [{1}]", quoteTextArguments = false)
    @MethodSource("conversations")
    void goes(String name, String door, Conversation conversation, Site site) throws IOException {
        Log.Taken _ = Log.all().take();
        int _ = site.visits().size();
        try (Chat chat = new Chat(site, door)) {
            chat.play(conversation);
        }
        await().untilAsserted(() -> assertThat(site.house().sessions().all())
                .as("sessions that are left")
                .isEmpty());
        await().untilAsserted(() ->
                assertThat(site.connections()).as("connections that are left").isZero());
        Log.Taken taken = Log.all().take();
        Discretion.assertKept(
                taken.events().stream().map(LogLine::of).toList(),
                taken.secrets(),
                site.visits().size(),
                Set.of());
    }
}
