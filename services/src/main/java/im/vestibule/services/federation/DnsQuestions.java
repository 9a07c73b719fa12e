package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks name servers, those of the file or else the system's. Answers are kept as long as they say, but no longer than a day. */
final class DnsQuestions implements Dns {
    /** Names that are remembered. With {@link Nameserver#LONGEST} that is 32 MiB at the worst. */
    private static final int NAMES = 4_000;

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration MISSED = Duration.ofMinutes(15);

    private final HostsFileParser hosts = new HostsFileParser();
    private final LookupSession session;
    private final Duration longest;

    DnsQuestions(S2sSpec.Dns spec) {
        List<InetSocketAddress> servers =
                spec.nameservers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : spec.nameservers();
        ExtendedResolver resolver = new ExtendedResolver(servers.stream()
                .map(server -> new Nameserver(server, spec.timeout()))
                .toArray(Resolver[]::new));
        Duration all = spec.timeout().multipliedBy(spec.retries());
        resolver.setTimeout(all);
        resolver.setRetries(spec.retries());
        // Leaves room for one answer that was truncated. A chain of aliases gets no more.
        longest = all.plus(spec.timeout());
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(NAMES);
        cache.setMaxCache((int) KEPT.toSeconds());
        cache.setMaxNCache((int) MISSED.toSeconds());
        session = LookupSession.builder().resolver(resolver).cache(cache).build();
    }

    @Override
    public Asked<Srv> services(String name) {
        return ask(
                name,
                Type.SRV,
                record -> record instanceof SRVRecord srv
                        ? Stream.of(new Srv(srv.getPriority(), srv.getWeight(), srv.getPort(), target(srv)))
                        : Stream.empty());
    }

    private static String target(SRVRecord srv) {
        return srv.getTarget().toString(true);
    }

    @Override
    public Asked<InetAddress> addresses(String host, int version) {
        return ask(host, type(version), record -> switch (record) {
            case ARecord a -> Stream.of(a.getAddress());
            case AAAARecord aaaa -> Stream.of(aaaa.getAddress());
            default -> Stream.empty();
        });
    }

    private static int type(int version) {
        return version == 4 ? Type.A : Type.AAAA;
    }

    @Override
    public Optional<InetAddress> hosts(String host, int version) {
        try {
            return hosts.getAddressForHost(Name.fromString(host, Name.root), type(version));
        } catch (IOException _) {
            // Not there, or no name.
            return Optional.empty();
        }
    }

    private <T> Asked<T> ask(String name, int type, Function<Record, Stream<T>> read) {
        try {
            CompletableFuture<LookupResult> asked =
                    session.lookupAsync(Name.fromString(name, Name.root), type).toCompletableFuture();
            return () -> await(asked, read);
        } catch (TextParseException _) {
            return Answer::none;
        }
    }

    private <T> Answer<T> await(CompletableFuture<LookupResult> asked, Function<Record, Stream<T>> read) {
        try {
            List<Record> records =
                    asked.get(longest.toMillis(), TimeUnit.MILLISECONDS).getRecords();
            return new Answer<>(records.stream().flatMap(read).toList(), false);
        } catch (ExecutionException failure) {
            boolean denied = failure.getCause() instanceof NoSuchDomainException
                    || failure.getCause() instanceof NoSuchRRSetException;
            return new Answer<>(List.of(), !denied);
        } catch (TimeoutException _) {
            return new Answer<>(List.of(), true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer<>(List.of(), true);
        }
    }
}
