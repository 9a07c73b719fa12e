package im.vestibule.it;

import im.vestibule.config.Secret;
import im.vestibule.core.Listener;
import im.vestibule.model.Jid;
import im.vestibule.server.House;
import im.vestibule.services.account.Registered;
import im.vestibule.services.account.Removal;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server in this JVM. */
record Indoors(House house) implements Inside {
    @Override
    public void renew(Jid account, String password) {
        Removal removal = house.accounts().remove(account);
        Registered registered = house.accounts().register(account, new Secret(password));
        if (registered != Registered.DONE) {
            throw new AssertionError(account + " " + removal + " " + registered);
        }
    }

    @Override
    public Map<Jid, String> sessions() {
        Map<Jid, String> sessions = new LinkedHashMap<>();
        house.sessions()
                .all()
                .forEach(session ->
                        sessions.put(session.jid(), ((InetSocketAddress) session.address()).getHostString()));
        return sessions;
    }

    @Override
    public int connections() {
        return house.listeners().all().stream().mapToInt(Listener::connections).sum();
    }

    @Override
    public void close() {
        house.close();
    }
}
