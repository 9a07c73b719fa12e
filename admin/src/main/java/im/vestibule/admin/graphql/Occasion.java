package im.vestibule.admin.graphql;

import static im.vestibule.admin.graphql.Fields.object;

import graphql.GraphQLContext;
import im.vestibule.admin.Answer;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Why a subscription is executed: once to see what it is about, then anew for each thing that happens. So whatever else is
 * asked along with it, such as under which name, needs no care of ours.
 */
sealed interface Occasion {
    Class<Occasion> KEY = Occasion.class;

    /** Of the field that is answered. */
    static Occasion of(Call call) {
        return Objects.requireNonNull(call.environment().getGraphQlContext().get(KEY));
    }

    default void put(GraphQLContext.Builder into) {
        into.of(KEY, this);
    }

    /**
     * What the field comes to.
     *
     * @param account whose messages are asked for
     */
    Answer<?> answer(Supplier<Answer<Jid>> account);

    /**
     * Nothing has happened yet.
     *
     * @param accounts whose messages are asked for, as they are found
     */
    record Beginning(Set<Jid> accounts) implements Occasion {
        Beginning() {
            this(new LinkedHashSet<>());
        }

        @Override
        public Answer<?> answer(Supplier<Answer<Jid>> account) {
            return account.get().map(known -> {
                accounts.add(known);
                return Map.of();
            });
        }
    }

    /** A message has come. */
    record Message(XmlElement stanza, Instant at) implements Occasion {
        @Override
        public Answer<?> answer(Supplier<Answer<Jid>> account) {
            Optional<Jid> sender = stanza.attribute("from").flatMap(Jid::parse);
            return Answer.done(object(
                    "sender",
                    sender.orElse(null),
                    "timestamp",
                    at,
                    "stanza_id",
                    stanza.attribute("id").orElse(""),
                    "stanza",
                    stanza));
        }
    }
}
