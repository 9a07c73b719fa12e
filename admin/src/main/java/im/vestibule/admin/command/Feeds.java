package im.vestibule.admin.command;

import im.vestibule.admin.Answer;
import im.vestibule.admin.Code;
import im.vestibule.model.Jid;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.binding.Binding;
import im.vestibule.services.session.Session;
import im.vestibule.services.store.StoreException;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ears for accounts: sessions without presence that hear what is said to them. */
public final class Feeds {
    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    /** The rule of listeners that everybody fits. */
    private static final String EVERYBODY = "all";

    private final Binding binding;

    public Feeds(Binding binding) {
        this.binding = binding;
    }

    /** One of them, until it is closed. */
    public final class Feed {
        private final Session session;

        private Feed(Session session) {
            this.session = session;
        }

        /** The full address, whose resource is made up. */
        public Jid jid() {
            return session.jid();
        }

        /** Ends it. May wait. */
        public void close() {
            try {
                binding.close(session);
            } catch (StoreException trouble) {
                log.atWarn()
                        .addKeyValue("jid", session.jid())
                        .addKeyValue("reason", trouble.getMessage())
                        .log("departure_not_told");
            }
        }
    }

    /**
     * Opens one. May wait.
     *
     * @param account that exists
     * @param address of who listens
     * @param hear takes messages, on whatever thread sends them; must not wait. False once it is to end
     * @param end is called if the session is ended from elsewhere; {@link Feed#close} is due then all the same
     */
    public Answer<Feed> open(
            Jid account, SocketAddress address, Function<XmlElement, Boolean> hear, Consumer<String> end) {
        Jid jid = account.bare().withResource("sse-" + UUID.randomUUID()).orElseThrow();
        Session session = Session.listening(jid, new FeedOutlet(hear, end), address);
        return Attempt.of(() -> {
            Optional<StanzaError> refused = binding.open(session, EVERYBODY);
            return refused.isPresent()
                    ? Answer.refused(Code.NOT_ALLOWED, "There are too many sessions of this account")
                    : Answer.done(new Feed(session));
        });
    }
}
