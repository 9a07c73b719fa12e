package im.vestibule.services.register;

import static im.vestibule.model.StanzaError.Condition.BAD_REQUEST;
import static im.vestibule.model.StanzaError.Condition.CONFLICT;
import static im.vestibule.model.StanzaError.Condition.FORBIDDEN;
import static im.vestibule.model.StanzaError.Condition.INTERNAL_SERVER_ERROR;
import static im.vestibule.model.StanzaError.Condition.ITEM_NOT_FOUND;
import static im.vestibule.model.StanzaError.Condition.JID_MALFORMED;
import static im.vestibule.model.StanzaError.Condition.NOT_ACCEPTABLE;
import static im.vestibule.model.StanzaError.Condition.NOT_ALLOWED;
import static im.vestibule.model.StanzaError.Condition.RESOURCE_CONSTRAINT;
import static im.vestibule.model.StanzaError.Condition.UNEXPECTED_REQUEST;

import im.vestibule.config.Policy;
import im.vestibule.config.RegisterSpec;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.access.Rules;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.account.Registered;
import im.vestibule.services.account.Removal;
import im.vestibule.services.account.Removed;
import im.vestibule.services.change.Effect;
import im.vestibule.services.iq.IqAnswer;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** In-band registration with one domain, before authentication and in a session. {@link #set} may wait. */
public final class Registration {
    private static final String INSTRUCTIONS = "Choose a username and password to register with this server";
    private static final String WEAK = "The password is too weak";
    private static final String TOO_SOON = "Users are not allowed to register accounts so quickly";
    private static final String FULL = "This server has as many accounts as it may";

    private final RegisterSpec spec;
    private final Throttle throttle;
    private final Rules rules;
    private final Accounts accounts;
    private final Notices notices;
    private final Consumer<XmlElement> router;
    private final LongSupplier nanoTime;

    /**
     * @param throttle shared by all domains
     * @param rules of this domain
     * @param router takes messages from the domain, addressed
     */
    public Registration(
            RegisterSpec spec, Throttle throttle, Rules rules, Accounts accounts, Consumer<XmlElement> router) {
        this(spec, throttle, rules, accounts, router, System::nanoTime);
    }

    Registration(
            RegisterSpec spec,
            Throttle throttle,
            Rules rules,
            Accounts accounts,
            Consumer<XmlElement> router,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.throttle = throttle;
        this.rules = rules;
        this.accounts = accounts;
        this.notices = new Notices(spec);
        this.router = router;
        this.nanoTime = nanoTime;
    }

    /** The fields to fill in, and who is registered already (XEP-0077 §3.1). Does not wait. */
    public IqAnswer get(Asker asker) {
        Optional<Jid> own = asker.session().filter(jid -> jid.domain().equals(asker.domain()));
        XmlElement.Builder query = XmlElement.builder("query", Ns.REGISTER);
        own.ifPresent(jid -> query.child(XmlElement.of("registered", Ns.REGISTER)));
        return IqAnswer.result(query.child("instructions", Ns.REGISTER, INSTRUCTIONS)
                .child("username", Ns.REGISTER, own.map(Jid::local).orElse(""))
                .child(XmlElement.of("password", Ns.REGISTER))
                .build());
    }

    /** Registers, changes the own password, or removes the own account, whichever the query asks for. */
    public IqAnswer set(Asker asker, XmlElement query) {
        if (query.element("remove", Ns.REGISTER).isPresent()) {
            return query.elements().count() == 1 ? remove(asker) : IqAnswer.refused(BAD_REQUEST);
        }
        Optional<String> username = query.element("username", Ns.REGISTER).map(XmlElement::text);
        Optional<Secret> password =
                query.element("password", Ns.REGISTER).map(XmlElement::text).map(Secret::new);
        if (username.isEmpty() || password.isEmpty()) {
            return IqAnswer.refused(BAD_REQUEST);
        }
        Optional<Jid> account = Jid.of(username.get(), asker.domain(), "")
                .filter(jid -> !jid.local().isEmpty());
        if (account.isEmpty()) {
            return IqAnswer.refused(JID_MALFORMED);
        }
        return asker.owns(account.get())
                ? change(account.get(), password.get())
                : register(asker, account.get(), password.get());
    }

    private IqAnswer register(Asker asker, Jid account, Secret password) {
        boolean may = asker.session().isEmpty() || allowed(asker.session().get().bare());
        if (!may || !allowed(account) || !allowed(asker.address())) {
            return IqAnswer.refused(FORBIDDEN);
        }
        Optional<IqAnswer> weak = refuse(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        if (asker.address().isPresent() && !throttle.take(asker.address().get(), nanoTime.getAsLong())) {
            return IqAnswer.refused(RESOURCE_CONSTRAINT, TOO_SOON);
        }
        Registered registered = accounts.register(account, password);
        if (registered == Registered.DONE) {
            notices.of(account, asker.address()).forEach(router);
        } else {
            asker.address().ifPresent(throttle::giveBack);
        }
        return switch (registered) {
            case DONE -> IqAnswer.done();
            case EXISTS -> IqAnswer.refused(CONFLICT);
            case FULL -> IqAnswer.refused(RESOURCE_CONSTRAINT, FULL);
            case BAD_PASSWORD -> IqAnswer.refused(NOT_ACCEPTABLE);
            case NOT_SUPPORTED -> IqAnswer.refused(NOT_ALLOWED);
            case UNAVAILABLE -> unavailable();
        };
    }

    private IqAnswer change(Jid account, Secret password) {
        if (!allowed(account)) {
            return IqAnswer.refused(FORBIDDEN);
        }
        Optional<IqAnswer> weak = refuse(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        PasswordChange change = accounts.setPassword(account, password);
        return switch (change) {
            case DONE -> IqAnswer.done();
            case ABSENT -> IqAnswer.refused(ITEM_NOT_FOUND);
            case BAD_PASSWORD -> IqAnswer.refused(NOT_ACCEPTABLE);
            case NOT_SUPPORTED -> IqAnswer.refused(NOT_ALLOWED);
            case UNAVAILABLE -> unavailable();
        };
    }

    private IqAnswer remove(Asker asker) {
        if (asker.session().isEmpty()) {
            return IqAnswer.refused(UNEXPECTED_REQUEST);
        }
        Jid session = asker.session().get();
        if (!session.domain().equals(asker.domain()) || !allowed(session.bare())) {
            return IqAnswer.refused(NOT_ALLOWED);
        }
        Removal removal = accounts.remove(session.bare(), session);
        return switch (removal) {
            case DONE -> IqAnswer.done(new Effect.End(session, Removed.REASON));
            case ABSENT -> IqAnswer.refused(ITEM_NOT_FOUND);
            case NOT_SUPPORTED -> IqAnswer.refused(NOT_ALLOWED);
            case UNAVAILABLE -> unavailable();
        };
    }

    private boolean allowed(Jid account) {
        return rules.allowed(spec.access(), account, account.domain());
    }

    /** The most specific network decides; an address in none of them may register, one that is not known only without. */
    private boolean allowed(Optional<InetAddress> address) {
        return address.map(client -> spec.ipAccess().stream()
                        .filter(rule -> rule.address().contains(client))
                        .max(Comparator.comparingInt(rule -> rule.address().prefix()))
                        .map(rule -> rule.policy() == Policy.ALLOW)
                        .orElse(true))
                .orElse(spec.ipAccess().isEmpty());
    }

    private Optional<IqAnswer> refuse(Secret password) {
        String text = password.reveal();
        if (text.isEmpty()) {
            return Optional.of(IqAnswer.refused(NOT_ACCEPTABLE));
        }
        return Entropy.bits(text) < spec.passwordStrength()
                ? Optional.of(IqAnswer.refused(NOT_ACCEPTABLE, WEAK))
                : Optional.empty();
    }

    private static IqAnswer unavailable() {
        return new IqAnswer.Refused(StanzaError.of(INTERNAL_SERVER_ERROR).with(StanzaError.Type.WAIT));
    }
}
