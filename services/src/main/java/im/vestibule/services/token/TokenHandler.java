package im.vestibule.services.token;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.model.XmlElement;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import java.util.Set;

/** Hands a session the tokens of its account. */
public final class TokenHandler implements IqHandler {
    private final Tokens tokens;

    public TokenHandler(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String namespace() {
        return Ns.TOKEN_AUTH;
    }

    @Override
    public Set<IqRequest.Target> targets() {
        return Set.of(IqRequest.Target.OWN);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (!request.asks("query")) {
            return IqAnswer.refused(StanzaError.Condition.BAD_REQUEST);
        }
        Tokens.Pair pair = tokens.issue(request.from());
        return IqAnswer.result(XmlElement.builder("items", Ns.TOKEN_AUTH)
                .child("access_token", Ns.TOKEN_AUTH, Tokens.base64(pair.access()))
                .child("refresh_token", Ns.TOKEN_AUTH, Tokens.base64(pair.refresh()))
                .build());
    }
}
