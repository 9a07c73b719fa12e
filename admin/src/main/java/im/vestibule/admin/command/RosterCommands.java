package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.change.Outcome;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.roster.Item;
import im.vestibule.services.roster.Rosters;
import im.vestibule.services.roster.SubscriptionType;
import im.vestibule.services.router.Router;
import java.util.List;
import java.util.Optional;

/** Contacts of accounts. Changes are told and go on to others just as those that clients make. */
public final class RosterCommands {
    private static final Refusal NO_DOMAIN = Refusal.of(Code.UNKNOWN_DOMAIN, "Domain not found");

    private final Hosts hosts;
    private final Router router;
    private final Users users;

    public RosterCommands(Hosts hosts, Accounts accounts, Router router) {
        this.hosts = hosts;
        this.router = router;
        users = new Users(hosts, accounts);
    }

    /** Everybody in the roster, and who has asked to be in it. */
    public Answer<List<Item>> list(Jid user) {
        return with(
                user, rosters -> Answer.done(List.copyOf(rosters.roster(user).items())));
    }

    public Answer<Item> find(Jid user, Jid contact) {
        return with(
                user,
                rosters -> Optional.ofNullable(rosters.roster(user).find(contact))
                        .map(Answer::done)
                        .orElseGet(() -> noContact("Given contact does not exist", contact)));
    }

    /**
     * Adds a contact, or gives it another name and other groups.
     *
     * @param contact an account of ours, too
     * @return its bare address
     */
    public Answer<Jid> add(Jid user, Jid contact, String name, List<String> groups) {
        return with(
                user, rosters -> known(contact).then(_ -> answer(rosters.set(user, contact, name, groups), contact)));
    }

    /** Sends a subscription stanza on the user's behalf. */
    public Answer<Jid> subscription(Jid user, Jid contact, SubscriptionType type) {
        if (user.bare().equals(contact.bare())) {
            return Answer.refused(Code.NOT_ALLOWED, "An account is not its own contact");
        }
        return with(user, _ -> {
            router.submit(
                    user.bare(),
                    contact.bare(),
                    XmlElement.builder("presence", Ns.CLIENT)
                            .attribute("type", type.value())
                            .build());
            return Answer.done(contact.bare());
        });
    }

    /** Removes a contact, and with it all subscriptions. */
    public Answer<Jid> remove(Jid user, Jid contact) {
        return with(user, rosters -> {
            Outcome outcome = rosters.remove(user, contact);
            if (outcome instanceof Outcome.Refused(StanzaError error)
                    && error.condition() == StanzaError.Condition.ITEM_NOT_FOUND) {
                return noContact("Cannot remove " + contact.bare() + " contact that does not exist", contact);
            }
            return answer(outcome, contact);
        });
    }

    /** Has two accounts see each other; names and groups that they have for each other stay. */
    public Answer<Jid> connect(Jid user, Jid contact) {
        return meet(user, contact)
                .then(_ -> meet(contact, user))
                .then(_ -> subscribe(user, contact))
                .then(_ -> subscribe(contact, user));
    }

    /** Has two accounts forget each other. */
    public Answer<Jid> disconnect(Jid user, Jid contact) {
        return known(contact).then(_ -> remove(user, contact)).then(_ -> {
            // Who has never listed the other has nothing to forget.
            Answer<Jid> other = remove(contact, user);
            return other instanceof Answer.Refused<Jid>(Refusal why) && why.code() != Code.CONTACT_NOT_FOUND
                    ? other
                    : Answer.done(contact.bare());
        });
    }

    private Answer<Jid> meet(Jid user, Jid contact) {
        Answer<Item> before = find(user, contact);
        return before instanceof Answer.Done<Item>(Item item) && item.listed()
                ? Answer.done(contact.bare())
                : add(user, contact, "", List.of());
    }

    private Answer<Jid> subscribe(Jid user, Jid contact) {
        return subscription(user, contact, SubscriptionType.SUBSCRIBE)
                .then(_ -> subscription(contact, user, SubscriptionType.SUBSCRIBED));
    }

    /** What is done with a roster; may wait. */
    private interface Step<T> {
        Answer<T> take(Rosters rosters);
    }

    private <T> Answer<T> with(Jid user, Step<T> step) {
        return known(user).then(account -> {
            Host host = hosts.find(account.domain());
            Optional<Rosters> rosters = host == null ? Optional.empty() : host.rosters();
            return rosters.isEmpty() ? Refusals.notLoaded("mod_roster") : Attempt.of(() -> step.take(rosters.get()));
        });
    }

    private Answer<Jid> known(Jid user) {
        return users.find(
                user, NO_DOMAIN, Refusal.of(Code.USER_NOT_EXIST, "The user " + user.bare() + " does not exist"));
    }

    private Answer<Jid> answer(Outcome outcome, Jid contact) {
        return switch (outcome) {
            case Outcome.Done(var effects) -> {
                router.apply(effects);
                yield Answer.done(contact.bare());
            }
            case Outcome.Refused(StanzaError error) ->
                Answer.refused(Code.NOT_ALLOWED, error.text().orElse("This contact is not allowed"));
        };
    }

    private static <T> Answer<T> noContact(String message, Jid contact) {
        return Answer.refused(Refusal.of(Code.CONTACT_NOT_FOUND, message)
                .with("jid", contact.bare().toString()));
    }
}
