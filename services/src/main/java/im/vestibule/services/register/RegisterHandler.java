package im.vestibule.services.register;

import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError;
import im.vestibule.services.iq.IqAnswer;
import im.vestibule.services.iq.IqHandler;
import im.vestibule.services.iq.IqRequest;
import im.vestibule.services.session.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** In-band registration as sessions ask for it. Who is not logged in here is sent away. */
public final class RegisterHandler implements IqHandler {
    private final Registration registration;

    public RegisterHandler(Registration registration) {
        this.registration = registration;
    }

    @Override
    public String namespace() {
        return Ns.REGISTER;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        if (request.session().isEmpty()) {
            return IqAnswer.refused(StanzaError.Condition.NOT_ALLOWED);
        }
        Session session = request.session().get();
        Asker asker = new Asker(request.to().domain(), Optional.of(session.jid()), address(session));
        if (!request.payload().name().equals("query")) {
            return IqAnswer.refused(StanzaError.Condition.BAD_REQUEST);
        }
        return switch (request.type()) {
            case GET -> registration.get(asker);
            case SET -> registration.set(asker, request.payload());
        };
    }

    private static Optional<InetAddress> address(Session session) {
        return session.address() instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress())
                : Optional.empty();
    }
}
