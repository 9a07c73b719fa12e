package im.vestibule.xmpp;

import im.vestibule.core.Connection;
import im.vestibule.model.StreamError;
import im.vestibule.model.StreamError.Condition;
import im.vestibule.services.log.Tap;
import im.vestibule.services.router.Routed;
import im.vestibule.services.session.Receipt;
import im.vestibule.services.store.StoreException;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What streams do alike, whoever their peers are. Only the connection's loop calls it.
 *
 * @param <L> what it may ask of its connection
 * @param <T> how its words become bytes
 */
abstract class WorkingStream<L extends Line, T extends StreamTransport> implements Stream {
    private static final Logger log = LoggerFactory.getLogger(WorkingStream.class);

    /** All streams together: the store fails for all of them at once. */
    private static final Tap TROUBLES = new Tap();

    final LoopLocal local;
    final EventLoop loop;
    final T transport;
    final L line;
    final Connection connection;
    final Traffic traffic;
    final Effects effects;

    WorkingStream(
            LoopLocal local,
            EventLoop loop,
            T transport,
            L line,
            Traffic traffic,
            Connection connection,
            Effects effects) {
        this.local = local;
        this.loop = loop;
        this.transport = transport;
        this.line = line;
        this.traffic = traffic;
        this.connection = connection;
        this.effects = effects;
    }

    /** Does what a stanza asks for. One that may have to wait holds up those behind it. */
    final void follow(Routed routed, Receipt receipt) {
        switch (routed) {
            case Routed.Passed() -> {}
            case Routed.Done() -> receipt.settle();
            case Routed.Later(Runnable work) -> effect(work, receipt);
            case Routed.Misuse(StreamError error) -> ending(error);
        }
    }

    private void effect(Runnable work, Receipt receipt) {
        effect(
                () -> {
                    work.run();
                    receipt.settle();
                    return true;
                },
                done -> {},
                abandoning());
    }

    /** Ends whatever the stanza belongs to that is being dealt with, wherever that will be by then. */
    Consumer<StreamError> abandoning() {
        return this::ending;
    }

    /** Works on a virtual thread, reads nothing meanwhile, and goes on with the answer unless the stream has ended. */
    final <R> void effect(Supplier<R> work, Consumer<R> then) {
        effect(work, then, this::ending);
    }

    private <R> void effect(Supplier<R> work, Consumer<R> then, Consumer<StreamError> abandon) {
        line.pause();
        effects.run(
                loop,
                work,
                answer -> {
                    if (!ended()) {
                        then.accept(answer);
                        goOn();
                    }
                },
                failure -> failed(failure, abandon));
    }

    final void failed(Throwable failure) {
        failed(failure, this::ending);
    }

    private void failed(Throwable failure, Consumer<StreamError> abandon) {
        if (failure instanceof StoreException trouble) {
            TROUBLES.take(System.nanoTime())
                    .ifPresent(unreported -> connection
                            .on(log.atWarn())
                            .addKeyValue("reason", trouble.getMessage())
                            .addKeyValue("unreported", unreported)
                            .log("stream_abandoned"));
        } else {
            connection.on(log.atError()).setCause(failure).log("stream_failed");
        }
        abandon.accept(StreamError.of(Condition.INTERNAL_SERVER_ERROR));
    }

    /** Reads on, unless there is something to wait for first. */
    void goOn() {
        if (!ended()) {
            line.resume();
        }
    }

    /** Says our last words. */
    final void close(Optional<StreamError> error) {
        error.ifPresent(e -> {
            connection
                    .on(log.atDebug())
                    .addKeyValue("condition", e.condition().element())
                    .addKeyValue("text", e.text().orElse(""))
                    .log("stream_error");
            transport.send(e);
        });
        transport.close();
        transport.flush();
        line.close();
    }
}
