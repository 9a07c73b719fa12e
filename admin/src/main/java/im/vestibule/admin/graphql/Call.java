package im.vestibule.admin.graphql;

import graphql.schema.DataFetchingEnvironment;
import im.vestibule.admin.Caller;
import im.vestibule.config.Secret;
import im.vestibule.model.Jid;
import java.util.Objects;
import java.util.Optional;

/** What a field is asked for with. Arguments have been checked against the schema. */
record Call(DataFetchingEnvironment environment) {
    Caller caller() {
        return Context.of(environment).caller();
    }

    /** The account that asks; at the endpoint for users there is no other caller. */
    Jid self() {
        return switch (caller()) {
            case Caller.User(Jid account) -> account;
            case Caller.Admin _, Caller.DomainAdmin _, Caller.Nobody _ ->
                throw new IllegalStateException("not the endpoint of users");
        };
    }

    Jid jid(String argument) {
        return Objects.requireNonNull(environment.<Jid>getArgument(argument));
    }

    String text(String argument) {
        return Objects.requireNonNull(environment.<String>getArgument(argument));
    }

    int number(String argument) {
        return Objects.requireNonNull(environment.<Integer>getArgument(argument));
    }

    Secret secret(String argument) {
        return new Secret(text(argument));
    }

    /** An argument that may be absent. */
    <T> Optional<T> given(String argument) {
        return Optional.ofNullable(environment.getArgument(argument));
    }
}
