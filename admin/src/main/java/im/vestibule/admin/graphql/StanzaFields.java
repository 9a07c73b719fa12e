package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.command.StanzaCommands;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The category {@code stanza}, but for what is subscribed to. */
final class StanzaFields {
    private StanzaFields() {}

    static void admin(Fields fields, StanzaCommands stanzas) {
        fields.type("StanzaAdminQuery").field("getLastMessages", _ -> archive());
        fields.type("StanzaAdminMutation")
                .field(
                        "sendMessage",
                        call -> sent(stanzas.message(call.jid("from"), call.jid("to"), call.text("body"))))
                .field(
                        "sendMessageHeadLine",
                        call -> sent(stanzas.headline(
                                call.jid("from"), call.jid("to"), call.given("subject"), call.given("body"))))
                .field("sendStanza", call -> stanza(call).then(stanza -> sent(stanzas.stanza(stanza))));
    }

    static void user(Fields fields, StanzaCommands stanzas) {
        fields.type("StanzaUserQuery").field("getLastMessages", _ -> archive());
        fields.type("StanzaUserMutation")
                .field(
                        "sendMessage",
                        call -> sender(call)
                                .then(from -> sent(stanzas.message(from, call.jid("to"), call.text("body")))))
                .field(
                        "sendMessageHeadLine",
                        call -> sender(call)
                                .then(from -> sent(stanzas.headline(
                                        from, call.jid("to"), call.given("subject"), call.given("body")))))
                .field("sendStanza", call -> stanza(call).then(stanza -> sent(stanzas.stanza(call.self(), stanza))));
    }

    /** What is subscribed to; see {@link Occasion}. */
    static void subscriptions(Fields fields, StanzaCommands stanzas) {
        fields.type("StanzaAdminSubscription")
                .field(
                        "subscribeForMessages",
                        call -> Occasion.of(call).answer(() -> stanzas.known(call.jid("caller"))));
    }

    /** The same for the caller itself. */
    static void subscriptions(Fields fields) {
        fields.type("StanzaUserSubscription")
                .field("subscribeForMessages", call -> Occasion.of(call).answer(() -> Answer.done(call.self())));
    }

    /** The caller, unless it says which of its resources. */
    private static Answer<Jid> sender(Call call) {
        Optional<Jid> from = call.given("from");
        return from.map(said -> StanzaCommands.sender(call.self(), Answer.done(said)))
                .orElseGet(() -> Answer.done(call.self()));
    }

    private static Answer<XmlElement> stanza(Call call) {
        return call.<XmlElement>given("stanza")
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Code.NO_SENDER, "Missing stanza"));
    }

    /** What needs an archive is refused before, since there is none. */
    private static Answer<Map<String, Object>> archive() {
        return Answer.refused(Code.DEPS_NOT_LOADED, "There is no archive of messages");
    }

    private static Answer<Map<String, @Nullable Object>> sent(Answer<String> id) {
        return id.map(sent -> object("id", Objects.requireNonNull(sent)));
    }
}
