package im.vestibule.services.domain;

import im.vestibule.model.Jid;
import im.vestibule.services.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The domains that are added while the server runs: what may be done with them. Whatever is done is durable and in effect
 * once a call returns. Calls may wait, so they are made on virtual threads; what happens to the store is a value. One change at a
 * time; what takes long, the removal of what a domain had, holds up nobody else's.
 */
public final class Domains {
    private static final Logger log = LoggerFactory.getLogger(Domains.class);

    private final DomainStore store;
    private final Serving serving;
    private final Erasures erasures;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Failures failures = new Failures();

    public Domains(DomainStore store, Serving serving, Erasures erasures) {
        this.store = store;
        this.serving = serving;
        this.erasures = erasures;
    }

    /**
     * Has the domains served that were so before a restart, and goes on with removals that it cut short.
     *
     * @throws StoreException if the store cannot be read
     */
    public void resume() {
        for (Domain domain : store.all()) {
            switch (domain.status()) {
                case ENABLED -> serving.serve(domain);
                case DELETING -> {
                    CompletableFuture<Boolean> _ = erasures.begin(domain);
                }
                case DISABLED, DELETED -> {}
            }
        }
    }

    /** Adds a domain and serves it. */
    public Change insert(String name, String hostType) {
        return change(name, prepared -> {
            if (!serving.hasType(hostType)) {
                return refused(Refusal.UNKNOWN_HOST_TYPE);
            }
            Domain domain = new Domain(prepared, hostType, Status.ENABLED);
            if (!store.insert(domain)) {
                return refused(Refusal.DUPLICATE);
            }
            serving.serve(domain);
            return new Change.Done(domain);
        });
    }

    /** Serves a domain again. */
    public Change enable(String name) {
        return change(
                name,
                prepared -> known(prepared, domain -> {
                    if (!serving.hasType(domain.hostType())) {
                        return refused(Refusal.UNKNOWN_HOST_TYPE);
                    }
                    store.set(prepared, Status.ENABLED);
                    serving.serve(domain.is(Status.ENABLED));
                    return new Change.Done(domain.is(Status.ENABLED));
                }));
    }

    /** Serves a domain no more until it is enabled; its sessions end, what is kept for it stays. */
    public Change disable(String name) {
        return change(
                name,
                prepared -> known(prepared, domain -> {
                    store.set(prepared, Status.DISABLED);
                    serving.stop(prepared);
                    return new Change.Done(domain.is(Status.DISABLED));
                }));
    }

    /** Removes a domain and all that is kept for it, and waits for the end of that. */
    public Change remove(String name, String hostType) {
        CompletableFuture<CompletableFuture<Boolean>> end = new CompletableFuture<>();
        return switch (withdraw(name, hostType, end::complete)) {
            case Change.Done(Domain domain) ->
                end.thenCompose(itself -> itself).join()
                        ? new Change.Done(domain.is(Status.DELETED))
                        : refused(Refusal.UNAVAILABLE);
            case Change.Refused refused -> refused;
        };
    }

    /** Takes a domain out of service at once; what is kept for it goes in the background, over restarts too. */
    public Change requestRemove(String name, String hostType) {
        return withdraw(name, hostType, _ -> {});
    }

    /**
     * @param ending takes what tells whether all is gone
     */
    private Change withdraw(String name, String hostType, Consumer<CompletableFuture<Boolean>> ending) {
        return change(name, prepared -> {
            if (!serving.hasType(hostType)) {
                return refused(Refusal.UNKNOWN_HOST_TYPE);
            }
            Optional<Domain> found = store.find(prepared);
            if (found.isEmpty()) {
                return refused(Refusal.NOT_FOUND);
            }
            if (!found.get().hostType().equals(hostType)) {
                return refused(Refusal.WRONG_HOST_TYPE);
            }
            store.set(prepared, Status.DELETING);
            serving.stop(prepared);
            Domain domain = found.get().is(Status.DELETING);
            ending.accept(erasures.begin(domain));
            return new Change.Done(domain);
        });
    }

    /** A domain as it is kept. */
    public Change details(String name) {
        return answer(
                name,
                prepared ->
                        store.find(prepared).<Change>map(Change.Done::new).orElseGet(() -> refused(Refusal.NOT_FOUND)));
    }

    /** The domains of a type that are served at this moment, by name; empty if there is no such type. */
    public Optional<List<String>> ofType(String hostType) {
        return serving.hasType(hostType) || serving.isStatic(hostType)
                ? Optional.of(serving.ofType(hostType))
                : Optional.empty();
    }

    private interface Step<T> {
        Change take(T subject);
    }

    private Change known(String name, Step<Domain> step) {
        Optional<Domain> found = store.find(name);
        if (found.isEmpty()) {
            return refused(Refusal.NOT_FOUND);
        }
        return found.get().status() == Status.DELETING ? refused(Refusal.DELETED) : step.take(found.get());
    }

    private Change change(String name, Step<String> step) {
        turn.lock();
        try {
            Change change = answer(name, step);
            if (change instanceof Change.Done(Domain domain)) {
                log.atInfo()
                        .addKeyValue("domain", domain.name())
                        .addKeyValue("host_type", domain.hostType())
                        .addKeyValue("status", domain.status())
                        .log("domain_changed");
            }
            return change;
        } finally {
            turn.unlock();
        }
    }

    private Change answer(String name, Step<String> step) {
        Optional<String> prepared = prepare(name);
        if (prepared.isEmpty()) {
            return refused(Refusal.INVALID_NAME);
        }
        return serving.isStatic(prepared.get()) ? refused(Refusal.STATIC) : attempt(() -> step.take(prepared.get()));
    }

    /** As addresses have it; empty for what is no domain. */
    static Optional<String> prepare(String name) {
        return Jid.of("", name, "").map(Jid::domain);
    }

    private Change attempt(Supplier<Change> task) {
        try {
            return task.get();
        } catch (StoreException e) {
            failures.tell(e);
            return refused(Refusal.UNAVAILABLE);
        }
    }

    private static Change refused(Refusal why) {
        return new Change.Refused(why);
    }
}
