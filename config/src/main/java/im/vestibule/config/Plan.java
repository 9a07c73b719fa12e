package im.vestibule.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to happen in a running server for another configuration to hold. A listener is known by its address and port,
 * not by where it stands in the file.
 *
 * @param open listeners that come
 * @param keep listeners that stay, changed or not
 * @param close listeners that go; their connections live on
 * @param serve domains that come
 * @param leave domains that go, and with them their sessions
 * @param settings what else holds from then on
 * @param restart what cannot be changed while the server runs; unless this is empty nothing of the plan is to happen
 */
public record Plan(
        List<Door> open,
        List<Kept> keep,
        List<Door> close,
        List<String> serve,
        List<String> leave,
        List<Difference> settings,
        List<Difference> restart) {

    /**
     * @param key where it stands in its file: {@code listen.c2s[0]}
     * @param address IP address and port, an IPv6 address in brackets
     */
    public record Door(String key, String address) {}

    /**
     * @param before where it stood in the old file
     * @param door where it stands in the new one
     * @param rebind whether its sockets have to be bound anew
     * @param changes terms for new connections; empty if it stays as it is
     */
    public record Kept(String before, Door door, boolean rebind, List<Difference> changes) {}

    /** Nth of the listeners of one kind with one address; only port 0 can be asked for more than once. */
    private record Identity(String kind, String address, int nth) {}

    private record Placed(String key, ListenerSpec spec) {}

    public static Plan of(Config before, Config after) {
        Map<Identity, Placed> old = identities(before);
        Map<Identity, Placed> fresh = identities(after);
        List<Door> open = new ArrayList<>();
        List<Kept> keep = new ArrayList<>();
        List<Door> close = new ArrayList<>();
        fresh.forEach((identity, listener) -> {
            Door door = new Door(listener.key(), identity.address());
            Optional.ofNullable(old.get(identity))
                    .ifPresentOrElse(was -> keep.add(kept(was, door, listener.spec())), () -> open.add(door));
        });
        old.forEach((identity, listener) -> {
            if (!fresh.containsKey(identity)) {
                close.add(new Door(listener.key(), identity.address()));
            }
        });
        List<Difference> settings = Settings.between(before, after);
        return new Plan(
                open,
                keep,
                close,
                without(after.general().hosts(), before.general().hosts()),
                without(before.general().hosts(), after.general().hosts()),
                settings.stream().filter(Settings::canChange).toList(),
                settings.stream()
                        .filter(setting -> !Settings.canChange(setting))
                        .toList());
    }

    private static Map<Identity, Placed> identities(Config config) {
        Map<Identity, Placed> identities = new LinkedHashMap<>();
        Map<Identity, Integer> counts = new HashMap<>();
        Checks.listeners(config).forEach((key, listener) -> {
            String address = Checks.text(listener.socket().address());
            int nth = counts.merge(new Identity(listener.kind(), address, 0), 1, Integer::sum);
            identities.put(new Identity(listener.kind(), address, nth), new Placed(key, listener));
        });
        return identities;
    }

    private static Kept kept(Placed was, Door door, ListenerSpec after) {
        SocketSpec one = was.spec().socket();
        SocketSpec other = after.socket();
        boolean rebind = one.backlog() != other.backlog()
                || one.numAcceptors() != other.numAcceptors()
                || one.reusePort() != other.reusePort();
        return new Kept(was.key(), door, rebind, Difference.between("", (Record) was.spec(), (Record) after));
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    /** Whether it can be carried out while the server runs. */
    public boolean isPossible() {
        return restart.isEmpty();
    }

    /** Those of {@link #keep} that something changes for. */
    public List<Kept> changed() {
        return keep.stream().filter(kept -> !kept.changes().isEmpty()).toList();
    }

    /** Whether one of {@link #keep} goes on with the door it has, and what its door counts. */
    public boolean leavesAlone(Kept kept) {
        return kept.changes().isEmpty()
                && kept.before().equals(kept.door().key())
                && settings.stream().noneMatch(Settings::concernsDoors);
    }

    /** A line for each thing that happens, for an operator; one line if there is none. */
    public List<String> lines() {
        List<String> lines = Stream.of(
                        open.stream().map(door -> "open " + text(door)),
                        changed().stream().map(Plan::text),
                        close.stream().map(door -> "close " + text(door) + "; its connections live on"),
                        serve.stream().map(host -> "serve " + host),
                        leave.stream().map(host -> "stop serving " + host + "; its sessions end"),
                        settings.stream().map(setting -> "set " + setting),
                        restart.stream().map(setting -> "needs a restart: " + setting))
                .flatMap(part -> part)
                .toList();
        return lines.isEmpty() ? List.of("nothing changes") : lines;
    }

    private static String text(Door door) {
        return door.key() + " on " + door.address();
    }

    private static String text(Kept kept) {
        String changes = String.join(
                ", ", kept.changes().stream().map(Difference::toString).toList());
        return (kept.rebind() ? "rebind " : "change ") + text(kept.door()) + " for new connections: " + changes;
    }
}
