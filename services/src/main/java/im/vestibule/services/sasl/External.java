package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.config.AuthSpec.ExternalIdentity;
import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import java.util.List;
import java.util.Optional;

/**
 * EXTERNAL (RFC 4422 appendix A, XEP-0178): {@code [authzid]}. Who the client is, its certificate has proved already; what
 * is left is which of its accounts it means, and whether a method lets that in.
 */
final class External implements Exchange {
    private final String domain;
    private final List<ExternalIdentity> order;
    private final Certified client;
    private State state = new State.Start();

    private sealed interface State {
        record Start() implements State {}

        record Asked(Jid account) implements State {}

        record Over() implements State {}
    }

    /** What a certificate comes to. */
    private sealed interface Choice {
        record Account(Jid jid) implements Choice {}

        record Nobody(SaslFailure.Condition condition) implements Choice {}
    }

    /**
     * @param order where to look for the account, one after the other; the last one's failure is told
     */
    External(String domain, List<ExternalIdentity> order, Certified client) {
        this.domain = domain;
        this.order = order;
        this.client = client;
    }

    @Override
    public Step step(byte[] message) {
        if (!(state instanceof State.Start)) {
            return fail(MALFORMED_REQUEST);
        }
        Optional<String> authzid = Payload.text(message);
        if (authzid.isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        return switch (choose(authzid.get())) {
            case Choice.Account(Jid account) -> {
                state = new State.Asked(account);
                yield new Step.Need.Admit(account, client);
            }
            case Choice.Nobody(SaslFailure.Condition condition) -> fail(condition);
        };
    }

    private Choice choose(String authzid) {
        Optional<Jid> wanted = Jid.parse(authzid);
        if (!authzid.isEmpty() && wanted.filter(this::isAccountHere).isEmpty()) {
            return new Choice.Nobody(INVALID_AUTHZID);
        }
        Choice last = new Choice.Nobody(NOT_AUTHORIZED);
        for (ExternalIdentity rule : order) {
            List<Jid> proven = proven(rule, wanted);
            last = wanted.isPresent() ? wanted(wanted.get(), proven) : only(proven);
            if (last instanceof Choice.Account) {
                return last;
            }
        }
        return last;
    }

    /** Who the client may be by one rule. */
    private List<Jid> proven(ExternalIdentity rule, Optional<Jid> wanted) {
        return switch (rule) {
            case STANDARD -> client.xmppAddresses().stream().distinct().toList();
            case COMMON_NAME ->
                client.commonName().flatMap(name -> Jid.of(name, domain, "")).stream()
                        .toList();
            case AUTH_ID -> wanted.stream().toList();
        };
    }

    private static Choice wanted(Jid wanted, List<Jid> proven) {
        return proven.contains(wanted) ? new Choice.Account(wanted) : new Choice.Nobody(INVALID_AUTHZID);
    }

    /** Without an authorization identity there must be no choice (XEP-0178 §2). */
    private Choice only(List<Jid> proven) {
        if (proven.size() > 1) {
            return new Choice.Nobody(INVALID_AUTHZID);
        }
        return proven.stream()
                .filter(this::isAccountHere)
                .findFirst()
                .<Choice>map(Choice.Account::new)
                .orElse(new Choice.Nobody(NOT_AUTHORIZED));
    }

    private boolean isAccountHere(Jid jid) {
        return jid.isBare() && !jid.local().isEmpty() && jid.domain().equals(domain);
    }

    @Override
    public Step resume(Answer answer) {
        if (!(state instanceof State.Asked(Jid account))) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Accepted() -> {
                state = new State.Over();
                yield new Step.Success(account, "");
            }
            case Answer.Refused() -> fail(NOT_AUTHORIZED);
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Keys _, Answer.Token _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for a verdict");
        };
    }

    private Step fail(SaslFailure.Condition condition) {
        state = new State.Over();
        return Step.Failure.of(condition);
    }
}
