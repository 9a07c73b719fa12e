package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.admin.command.RosterCommands;
import im.vestibule.model.Jid;
import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.State;
import im.vestibule.services.roster.SubscriptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The category {@code roster}. */
final class RosterFields {
    private RosterFields() {}

    /** Somebody as {@code ContactInput} has it. */
    private record Contact(Jid jid, String name, List<String> groups) {
        static Contact of(Object input) {
            Map<?, ?> object = (Map<?, ?>) input;
            return new Contact(
                    (Jid) Objects.requireNonNull(object.get("jid")),
                    String.valueOf(object.get("name")),
                    texts(object.get("groups")));
        }

        static List<Contact> all(Call call) {
            return call.<List<?>>given("contacts").orElseThrow().stream()
                    .map(each -> of(Objects.requireNonNull(each)))
                    .toList();
        }

        private static List<String> texts(@Nullable Object list) {
            return list instanceof List<?> some
                    ? some.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }

    static void admin(Fields fields, RosterCommands roster) {
        fields.type("RosterAdminQuery")
                .field("listContacts", call -> contacts(roster.list(call.jid("user"))))
                .field(
                        "getContact",
                        call -> roster.find(call.jid("user"), call.jid("contact"))
                                .map(RosterFields::contact));
        fields.type("RosterAdminMutation")
                .field("addContact", call -> add(roster, call.jid("user"), given(call)))
                .list("addContacts", call -> addAll(roster, call.jid("user"), call))
                .field("subscription", call -> subscription(roster, call.jid("user"), call))
                .field("deleteContact", call -> delete(roster, call.jid("user"), call.jid("contact")))
                .list("deleteContacts", call -> deleteAll(roster, call.jid("user"), call))
                .field("setMutualSubscription", call -> mutual(roster, call))
                .list(
                        "subscribeToAll",
                        call -> toOwn(
                                roster, call, Contact.of(call.given("user").orElseThrow())))
                .list("subscribeAllToAll", call -> allToAll(roster, Contact.all(call)));
    }

    static void user(Fields fields, RosterCommands roster) {
        fields.type("RosterUserQuery")
                .field("listContacts", call -> contacts(roster.list(call.self())))
                .field(
                        "getContact",
                        call -> roster.find(call.self(), call.jid("contact")).map(RosterFields::contact));
        fields.type("RosterUserMutation")
                .field("addContact", call -> add(roster, call.self(), given(call)))
                .list("addContacts", call -> addAll(roster, call.self(), call))
                .field("subscription", call -> subscription(roster, call.self(), call))
                .field("deleteContact", call -> delete(roster, call.self(), call.jid("contact")))
                .list("deleteContacts", call -> deleteAll(roster, call.self(), call));
    }

    private static Contact given(Call call) {
        return new Contact(
                call.jid("contact"),
                call.<String>given("name").orElse(""),
                call.<List<String>>given("groups").orElse(List.of()));
    }

    private static Answer<String> add(RosterCommands roster, Jid user, Contact contact) {
        return roster.add(user, contact.jid(), contact.name(), contact.groups()).map(_ -> "Contact added successfully");
    }

    private static List<Answer<String>> addAll(RosterCommands roster, Jid user, Call call) {
        return Contact.all(call).stream()
                .map(contact -> add(roster, user, contact))
                .toList();
    }

    private static Answer<String> delete(RosterCommands roster, Jid user, Jid contact) {
        return roster.remove(user, contact).map(_ -> "Contact deleted successfully");
    }

    private static List<Answer<String>> deleteAll(RosterCommands roster, Jid user, Call call) {
        return call.<List<Jid>>given("contacts").orElseThrow().stream()
                .map(contact -> delete(roster, user, contact))
                .toList();
    }

    private static Answer<String> subscription(RosterCommands roster, Jid user, Call call) {
        SubscriptionType type = switch (call.text("action")) {
            case "INVITE" -> SubscriptionType.SUBSCRIBE;
            case "ACCEPT" -> SubscriptionType.SUBSCRIBED;
            case "CANCEL" -> SubscriptionType.UNSUBSCRIBE;
            case "DECLINE" -> SubscriptionType.UNSUBSCRIBED;
            default -> throw new IllegalArgumentException("not of the enum");
        };
        return roster.subscription(user, call.jid("contact"), type)
                .map(_ -> "Subscription stanza with type " + type.value() + " sent successfully");
    }

    private static Answer<String> mutual(RosterCommands roster, Call call) {
        Jid one = call.jid("userA");
        Jid other = call.jid("userB");
        return (call.text("action").equals("CONNECT") ? roster.connect(one, other) : roster.disconnect(one, other))
                .map(_ -> "Mutual subscription set successfully");
    }

    /** Whose roster changes must be the caller's to change, which the rule of the schema says of the user only. */
    private static List<Answer<String>> toOwn(RosterCommands roster, Call call, Contact user) {
        return Contact.all(call).stream()
                .map(contact -> call.caller().owns(contact.jid().domain())
                        ? introduce(roster, user, contact)
                        : Answer.<String>refused(Refusal.of(Code.NOT_ALLOWED, "Its roster is another domain's")
                                .with("jid", contact.jid().bare().toString())))
                .toList();
    }

    private static List<Answer<String>> toAll(RosterCommands roster, Contact user, List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> introduce(roster, user, contact))
                .toList();
    }

    private static List<Answer<String>> allToAll(RosterCommands roster, List<Contact> contacts) {
        List<Answer<String>> pairs = new ArrayList<>();
        for (int i = 0; i < contacts.size(); i++) {
            pairs.addAll(toAll(roster, contacts.get(i), contacts.subList(i + 1, contacts.size())));
        }
        return pairs;
    }

    /** Each gets the other as it is described, and sees it. */
    private static Answer<String> introduce(RosterCommands roster, Contact one, Contact other) {
        return add(roster, one.jid(), other)
                .then(_ -> add(roster, other.jid(), one))
                .then(_ -> roster.connect(one.jid(), other.jid()))
                .map(_ -> one.jid() + " and " + other.jid() + " see each other");
    }

    private static Answer<List<Map<String, @Nullable Object>>> contacts(Answer<List<Item>> items) {
        return items.map(all -> all.stream().map(RosterFields::contact).toList());
    }

    private static Map<String, @Nullable Object> contact(Item item) {
        return object(
                "jid", item.contact(),
                "name", item.name(),
                "groups", item.groups(),
                "subscription", item.state().subscription().name(),
                "ask", ask(item.state()));
    }

    private static String ask(State state) {
        if (state.ask()) {
            return state.requested() ? "BOTH" : "OUT";
        }
        return state.requested() ? "IN" : "NONE";
    }
}
