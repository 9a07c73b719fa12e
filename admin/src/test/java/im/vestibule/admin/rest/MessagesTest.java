package im.vestibule.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.XmlElement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static Optional<String> json(String message) {
        XmlElement element = XmlElement.parse(message.replaceFirst("<message", "<message xmlns='jabber:client'"))
                .orElseThrow();
        return Messages.chat(element, Instant.ofEpochMilli(1_700_000_000_123L))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void hasWhatAChatMessageSays() {
        assertThat(json("<message from='a@b/c' to='d@e' id='1' type='chat'><body>hi \"you\"</body></message>"))
                .hasValue("{\"from\":\"a@b/c\",\"to\":\"d@e\",\"id\":\"1\",\"body\":\"hi"
                        + " \\\"you\\\"\",\"timestamp\":1700000000123}");
    }

    @Test
    void hasThreadAndProperties() {
        assertThat(json("<message type='chat'><body>x</body><thread parent='p'>t</thread><properties"
                        + " xmlns='http://www.jivesoftware.com/xmlns/xmpp/properties'><property><name>some</name><value"
                        + " type='string'>thing</value></property></properties></message>"))
                .hasValueSatisfying(json -> assertThat(json)
                        .endsWith("\"thread\":\"t\",\"parent\":\"p\",\"properties\":{\"some\":\"thing\"}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message type='chat'/>",
                "<message type='headline'><body>x</body></message>",
                "<message type='groupchat'><body>x</body></message>",
                "<message><body>x</body></message>",
                "<message type='error'><body>x</body></message>"
            })
    void leavesEverythingElse(String message) {
        assertThat(json(message)).isEmpty();
    }
}
