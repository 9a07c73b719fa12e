package im.vestibule.it;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What hostile peers say, as far as a {@link Conversation} can tell it. */
@Hostile
class HostileConversationsTest {
    static Stream<Arguments> conversations() {
        return Conversations.withDoors(Conversations::isHostile);
    }

    @ParameterizedTest(name = "{0} [{1}]", quoteTextArguments = false)
    @MethodSource("conversations")
    void goes(String name, String door, Conversation conversation, Site site) throws IOException {
        try (Chat chat = new Chat(site, door)) {
            chat.play(conversation);
        }
    }
}
