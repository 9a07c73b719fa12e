package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.model.Jid;
import im.vestibule.services.account.Accounts;
import im.vestibule.services.account.Removal;
import im.vestibule.services.host.Host;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.last.Last;
import im.vestibule.services.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When users were last there: {@code mod_last}, of domains that have it. */
public final class LastCommands {
    private final Hosts hosts;
    private final Accounts accounts;
    private final Sessions sessions;
    private final InstantSource clock;

    public LastCommands(Hosts hosts, Accounts accounts, Sessions sessions, InstantSource clock) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** How a user left. */
    public record Activity(Jid user, Instant at, String status) {}

    /**
     * Somebody who was not there for a while.
     *
     * @param at empty if never
     */
    public record Old(Jid user, Optional<Instant> at) {}

    public Answer<Activity> get(Jid user) {
        return of(user).then(last -> last.find(user)
                .map(found -> Answer.done(new Activity(user.bare(), found.at(), found.status())))
                .orElseGet(() ->
                        Answer.refused(Code.LAST_NOT_FOUND, "Last activity of " + user.bare() + " is not known")));
    }

    /** @param at empty for now */
    public Answer<Activity> set(Jid user, Optional<Instant> at, String status) {
        return of(user).map(last -> {
            var set = last.set(user, at.orElseGet(clock::instant), status);
            return new Activity(user.bare(), set.at(), set.status());
        });
    }

    /**
     * How many users of a domain were there at some moment or later.
     *
     * @param since empty for now
     */
    public Answer<Long> countActive(String domain, Optional<Instant> since) {
        return of(domain).map(last -> last.countSince(domain, since.orElseGet(clock::instant)));
    }

    /**
     * Users who have been away since before some moment; not those who are there, even if for the first time.
     *
     * @param domain empty for all
     */
    public Answer<List<Old>> old(Optional<String> domain, Instant before) {
        List<Old> all = new ArrayList<>();
        for (String name : domain.map(List::of).orElseGet(this::domains)) {
            switch (old(name, before)) {
                case Answer.Done<List<Old>>(List<Old> some) -> all.addAll(some);
                case Answer.Refused<List<Old>> refused -> {
                    return refused;
                }
            }
        }
        return all.size() > AccountCommands.MOST ? Refusals.tooMany(AccountCommands.MOST) : Answer.done(all);
    }

    private List<String> domains() {
        return hosts.all().stream()
                .filter(host -> host.last().isPresent())
                .map(Host::name)
                .sorted()
                .toList();
    }

    private Answer<List<Old>> old(String domain, Instant before) {
        Optional<List<Jid>> users = accounts.list(domain, AccountCommands.MOST + 1);
        if (users.isPresent() && users.get().size() > AccountCommands.MOST) {
            return Refusals.tooMany(AccountCommands.MOST);
        }
        return of(domain)
                .then(last ->
                        users.map(all -> Answer.done(old(all, last, before))).orElseGet(Refusals::unavailable));
    }

    private List<Old> old(List<Jid> users, Last last, Instant before) {
        List<Old> old = new ArrayList<>();
        for (Jid user : users) {
            Optional<Instant> at = last.find(user).map(found -> found.at());
            if (sessions.of(user).isEmpty() && at.map(before::isAfter).orElse(true)) {
                old.add(new Old(user, at));
            }
        }
        return old;
    }

    /** Removes those users; who cannot be removed is not among the answer. */
    public Answer<List<Old>> removeOld(Optional<String> domain, Instant before) {
        return old(domain, before)
                .map(all -> all.stream()
                        .filter(each -> accounts.remove(each.user()) == Removal.DONE)
                        .toList());
    }

    private Answer<Last> of(Jid user) {
        return switch (accounts.exists(user.bare())) {
            case EXISTS -> of(user.domain());
            case ABSENT -> Refusals.noUser(user);
            case UNAVAILABLE -> Refusals.unavailable();
        };
    }

    private Answer<Last> of(String domain) {
        Host host = hosts.find(domain);
        return host == null
                ? Refusals.noDomain()
                : host.last().map(Answer::done).orElseGet(() -> Refusals.notLoaded("mod_last"));
    }
}
