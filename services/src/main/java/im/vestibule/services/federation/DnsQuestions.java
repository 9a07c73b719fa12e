package im.vestibule.services.federation;

import im.vestibule.config.S2sSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks name servers, those of the file or else the system's, after the system's hosts file. Answers are kept as long as they say. */
final class DnsQuestions implements Dns {
    /** Names that are remembered. */
    private static final int NAMES = 10_000;

    private final LookupSession session;

    DnsQuestions(S2sSpec.Dns spec) {
        List<InetSocketAddress> servers =
                spec.nameservers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : spec.nameservers();
        ExtendedResolver resolver =
                new ExtendedResolver(servers.stream().map(DnsQuestions::simple).toArray(Resolver[]::new));
        resolver.setTimeout(spec.timeout());
        resolver.setRetries(spec.retries());
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(NAMES);
        session = LookupSession.builder()
                .resolver(resolver)
                .cache(cache)
                .hostsFileParser(new HostsFileParser())
                .build();
    }

    private static Resolver simple(InetSocketAddress server) {
        return new SimpleResolver(server);
    }

    @Override
    public Answer<Srv> services(String name) {
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
    public Answer<InetAddress> addresses(String host, int version) {
        return ask(host, version == 4 ? Type.A : Type.AAAA, record -> switch (record) {
            case ARecord a -> Stream.of(a.getAddress());
            case AAAARecord aaaa -> Stream.of(aaaa.getAddress());
            default -> Stream.empty();
        });
    }

    private <T> Answer<T> ask(String name, int type, Function<Record, Stream<T>> read) {
        try {
            Name absolute = Name.fromString(name, Name.root);
            List<Record> records = session.lookupAsync(absolute, type)
                    .toCompletableFuture()
                    .get()
                    .getRecords();
            return new Answer<>(records.stream().flatMap(read).toList(), false);
        } catch (TextParseException _) {
            return new Answer<>(List.of(), false);
        } catch (ExecutionException failure) {
            boolean denied = failure.getCause() instanceof NoSuchDomainException
                    || failure.getCause() instanceof NoSuchRRSetException;
            return new Answer<>(List.of(), !denied);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer<>(List.of(), true);
        }
    }
}
