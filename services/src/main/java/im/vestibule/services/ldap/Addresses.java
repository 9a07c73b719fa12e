package im.vestibule.services.ldap;

import im.vestibule.services.pool.Unreachable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The addresses of a host, asked for no longer than somebody wants to wait. */
final class Addresses {
    private Addresses() {}

    static List<InetAddress> of(String host, int millis) throws Unreachable {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> named(host));
        // A virtual thread would keep its carrier while the system's resolver waits for a name server.
        Thread.ofPlatform().daemon().name("resolve-" + host).start(lookup);
        try {
            return lookup.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unreachable("no name server answers", e);
        } catch (ExecutionException e) {
            throw new Unreachable("there is no host of this name", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server stops", e);
        }
    }

    /** Whoever connects may ask for their names: these are the ones that were given, with no need to look them up. */
    private static List<InetAddress> named(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            addresses.add(InetAddress.getByAddress(host, address.getAddress()));
        }
        return addresses;
    }
}
