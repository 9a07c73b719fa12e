package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.admin.Refusal;
import im.vestibule.config.Secret;
import im.vestibule.services.account.PasswordChange;
import im.vestibule.services.domain.Change;
import im.vestibule.services.domain.Domain;
import im.vestibule.services.domain.DomainAdmins;
import im.vestibule.services.domain.Domains;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Domains that are added while the server runs, and the administrators of single domains: {@code service_domain_db}. */
public final class DomainCommands {
    private final Optional<Domains> domains;
    private final Optional<DomainAdmins> admins;

    public DomainCommands(Optional<Domains> domains, Optional<DomainAdmins> admins) {
        this.domains = domains;
        this.admins = admins;
    }

    /** Whether there is such a service. */
    public boolean isOn() {
        return domains.isPresent();
    }

    public Answer<Domain> add(String name, String hostType) {
        return change(name, all -> all.insert(name, hostType));
    }

    /** Removes a domain with all that belongs to it. */
    public Answer<Domain> remove(String name, String hostType) {
        return change(name, all -> all.remove(name, hostType));
    }

    /** Does the same, and does not wait until it is done. */
    public Answer<Domain> requestRemove(String name, String hostType) {
        return change(name, all -> all.requestRemove(name, hostType));
    }

    public Answer<Domain> enable(String name) {
        return change(name, all -> all.enable(name));
    }

    public Answer<Domain> disable(String name) {
        return change(name, all -> all.disable(name));
    }

    public Answer<Domain> details(String name) {
        return change(name, all -> all.details(name));
    }

    /** The domains of a type that are served. */
    public Answer<List<String>> ofType(String hostType) {
        return on(domains)
                .then(all -> all.ofType(hostType)
                        .map(Answer::done)
                        .orElseGet(() -> Answer.refused(Refusal.of(Code.UNKNOWN_HOST_TYPE, "Unknown host type")
                                .with("hostType", hostType))));
    }

    /** Lets {@code admin@name} in by this password. */
    public Answer<String> setPassword(String name, Secret password) {
        return on(admins).then(all -> answer(name, all.set(name, password), "Domain password set successfully"));
    }

    /** Lets nobody in who administers the domain alone. */
    public Answer<String> deletePassword(String name) {
        return on(admins).then(all -> answer(name, all.delete(name), "Domain password deleted successfully"));
    }

    private Answer<Domain> change(String name, Function<Domains, Change> change) {
        return on(domains).then(all -> switch (change.apply(all)) {
            case Change.Done(Domain domain) -> Answer.done(domain);
            case Change.Refused(var why) ->
                Answer.refused(Refusal.of(code(why), why.text()).with("domain", name));
        });
    }

    private static Code code(im.vestibule.services.domain.Refusal why) {
        return switch (why) {
            case INVALID_NAME -> Code.DOMAIN_INVALID_NAME;
            case STATIC -> Code.STATIC;
            case UNKNOWN_HOST_TYPE -> Code.UNKNOWN_HOST_TYPE;
            case DUPLICATE -> Code.DUPLICATE;
            case NOT_FOUND -> Code.NOT_FOUND;
            case WRONG_HOST_TYPE -> Code.WRONG_HOST_TYPE;
            case DELETED -> Code.DELETED;
            case UNAVAILABLE -> Code.INTERNAL;
        };
    }

    private static Answer<String> answer(String name, PasswordChange change, String done) {
        return switch (change) {
            case DONE -> Answer.done(done);
            case ABSENT ->
                Answer.refused(Refusal.of(Code.NOT_FOUND, "Given domain or its password does not exist")
                        .with("domain", name));
            case BAD_PASSWORD -> Answer.refused(Code.NOT_ALLOWED, "This password is not allowed");
            case NOT_SUPPORTED, UNAVAILABLE -> Refusals.unavailable();
        };
    }

    private static <T> Answer<T> on(Optional<T> service) {
        return service.map(Answer::done).orElseGet(() -> Refusals.notLoaded("service_domain_db"));
    }
}
