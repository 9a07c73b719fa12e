package im.vestibule.services.federation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/** One name server. An answer that says nothing, or far too much, is none, so that the next server is asked. */
final class Nameserver extends SimpleResolver {
    /** Bytes of an answer. What is asked for fits into a few hundred; what comes by TCP could have 65,535. */
    static final int LONGEST = 8 * 1024;

    private static final Set<Integer> NOTHING = Set.of(Rcode.FORMERR, Rcode.SERVFAIL, Rcode.NOTIMP, Rcode.REFUSED);

    /** @param timeout for each exchange: a truncated answer is asked for again, by TCP */
    Nameserver(InetSocketAddress address, Duration timeout) {
        super(address);
        setTimeout(timeout);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor).thenCompose(Nameserver::judge);
    }

    private static CompletionStage<Message> judge(Message answer) {
        if (NOTHING.contains(answer.getRcode())) {
            return CompletableFuture.failedFuture(new WireParseException(Rcode.string(answer.getRcode())));
        }
        return answer.numBytes() > LONGEST
                ? CompletableFuture.failedFuture(new WireParseException("an answer of too many bytes"))
                : CompletableFuture.completedFuture(answer);
    }
}
