package im.vestibule.services.sasl;

import static im.vestibule.model.SaslFailure.Condition.INVALID_AUTHZID;
import static im.vestibule.model.SaslFailure.Condition.MALFORMED_REQUEST;
import static im.vestibule.model.SaslFailure.Condition.NOT_AUTHORIZED;
import static im.vestibule.model.SaslFailure.Condition.TEMPORARY_AUTH_FAILURE;

import im.vestibule.model.Jid;
import im.vestibule.model.SaslFailure;
import im.vestibule.services.account.Hash;
import im.vestibule.services.account.ScramKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The SCRAM family (RFC 5802, RFC 7677). An account that is not there goes the same way as any other, with keys that no
 * proof fits. Of the server-errors of RFC 5802 §7 only those about channel binding are told, as the text of the failure.
 */
final class Scram implements Exchange {
    private final Mechanism.Scram mechanism;
    private final String domain;
    private final ChannelBinding channel;
    private final boolean plusOffered;
    private final Supplier<String> nonces;
    private final Optional<String> offered;
    private State state = new State.Start();
    private Optional<Jid> account = Optional.empty();

    private sealed interface State {
        record Start() implements State {}

        record Asked(ClientFirst first, Jid account) implements State {}

        record Challenged(ClientFirst first, Jid account, ScramKeys keys, String nonce, String serverFirst)
                implements State {}

        record Over() implements State {}
    }

    /**
     * @param plusOffered whether the client was offered any mechanism that binds
     * @param nonces gives the server's part, printable and without commas
     * @param offered the digest of what the client was offered (XEP-0474); empty to keep quiet about it
     */
    Scram(
            Mechanism.Scram mechanism,
            String domain,
            ChannelBinding channel,
            boolean plusOffered,
            Supplier<String> nonces,
            Optional<String> offered) {
        this.mechanism = mechanism;
        this.domain = domain;
        this.channel = channel;
        this.plusOffered = plusOffered;
        this.nonces = nonces;
        this.offered = offered;
    }

    @Override
    public Step step(byte[] message) {
        Optional<String> text = Payload.text(message);
        if (text.isEmpty()) {
            return fail(MALFORMED_REQUEST);
        }
        return switch (state) {
            case State.Start() ->
                ClientFirst.parse(text.get()).map(this::start).orElseGet(() -> fail(MALFORMED_REQUEST));
            case State.Challenged challenged ->
                ClientFinal.parse(text.get())
                        .map(last -> finish(challenged, last))
                        .orElseGet(() -> fail(MALFORMED_REQUEST));
            case State.Asked _, State.Over() -> fail(MALFORMED_REQUEST);
        };
    }

    private Step start(ClientFirst first) {
        Optional<Step> refusal = refuse(first.flag());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        account = Identity.account(first.username(), domain);
        if (account.isEmpty()) {
            return fail(NOT_AUTHORIZED);
        }
        if (!Identity.mayActAs(first.authzid(), account.get())) {
            return fail(INVALID_AUTHZID);
        }
        state = new State.Asked(first, account.get());
        return new Step.Need.Keys(account.get(), mechanism.hash());
    }

    /** RFC 5802 §6. */
    private Optional<Step> refuse(ClientFirst.Flag flag) {
        return switch (flag) {
            case ClientFirst.Flag.Bound(String type) -> {
                if (!mechanism.plus()) {
                    yield Optional.of(fail(MALFORMED_REQUEST, "channel-binding-not-supported"));
                }
                yield channel.types().contains(type)
                        ? Optional.empty()
                        : Optional.of(fail(NOT_AUTHORIZED, "unsupported-channel-binding-type"));
            }
            case ClientFirst.Flag.NotOffered() ->
                // Somebody in between took our -PLUS mechanisms from the list.
                plusOffered
                        ? Optional.of(fail(NOT_AUTHORIZED, "server-does-support-channel-binding"))
                        : Optional.empty();
            case ClientFirst.Flag.No() -> mechanism.plus() ? Optional.of(fail(MALFORMED_REQUEST)) : Optional.empty();
        };
    }

    @Override
    public Step resume(Answer answer) {
        if (!(state instanceof State.Asked(ClientFirst first, Jid account))) {
            throw new IllegalStateException("nothing was asked");
        }
        return switch (answer) {
            case Answer.Keys(ScramKeys keys) -> {
                String nonce = first.nonce() + nonces.get();
                String serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(keys.salt()) + ",i="
                        + keys.iterations()
                        + offered.map(digest -> ",h=" + digest).orElse("");
                state = new State.Challenged(first, account, keys, nonce, serverFirst);
                yield new Step.Challenge(serverFirst);
            }
            case Answer.Unavailable() -> fail(TEMPORARY_AUTH_FAILURE);
            case Answer.Accepted _, Answer.Refused _, Answer.Token _, Answer.Redeemed _ ->
                throw new IllegalStateException("asked for keys");
        };
    }

    private Step finish(State.Challenged at, ClientFinal last) {
        if (!MessageDigest.isEqual(last.binding(), binding(at.first()))) {
            return fail(NOT_AUTHORIZED, "channel-bindings-dont-match");
        }
        if (!last.nonce().equals(at.nonce())) {
            return fail(NOT_AUTHORIZED);
        }
        Hash hash = mechanism.hash();
        String authMessage = at.first().bare() + "," + at.serverFirst() + "," + last.withoutProof();
        if (!hash.proves(last.proof(), at.keys(), authMessage)) {
            return fail(NOT_AUTHORIZED);
        }
        state = new State.Over();
        byte[] signature = hash.signature(at.keys(), authMessage);
        return new Step.Success(at.account(), "v=" + Base64.getEncoder().encodeToString(signature));
    }

    /** The cbind-input of RFC 5802 §7: the header, and what the channel is bound by. */
    private byte[] binding(ClientFirst first) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(first.header().getBytes(StandardCharsets.UTF_8));
        if (first.flag() instanceof ClientFirst.Flag.Bound(String type)) {
            input.writeBytes(channel.data(type));
        }
        return input.toByteArray();
    }

    @Override
    public Optional<Jid> account() {
        return account;
    }

    private Step fail(SaslFailure.Condition condition) {
        state = new State.Over();
        return Step.Failure.of(condition);
    }

    private Step fail(SaslFailure.Condition condition, String text) {
        state = new State.Over();
        return Step.Failure.of(condition, text);
    }
}
