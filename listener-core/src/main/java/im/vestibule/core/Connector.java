package im.vestibule.core;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens connections to other hosts on the loops that listeners use, and knows those that are open. From any thread. */
public final class Connector {
    /** Data that nobody acknowledges for so long ends a connection, where the kernel lets us say so. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Loops loops;
    private final String name;
    private final Tally tally = new Tally();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /** @param name what log lines call these connections */
    public Connector(Loops loops, String name) {
        this.loops = loops;
        this.name = name;
    }

    /**
     * Begins to connect.
     *
     * @param timeout empty for as long as the kernel tries
     * @param pipeline what the connection gets
     */
    public ChannelFuture connect(
            InetSocketAddress to, Optional<Duration> timeout, ChannelInitializer<Channel> pipeline) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.transport()::client)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        timeout.map(time -> (int) Math.min(time.toMillis(), Integer.MAX_VALUE))
                                .orElse(0));
        loops.transport().userTimeout().ifPresent(option -> bootstrap.option(option, (int) SILENCE.toMillis()));
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Connection.open(channel, name, tally, to);
                open.add(channel);
                channel.pipeline().addLast(pipeline);
            }
        });
        return bootstrap.connect(to);
    }

    /** Connections that are open, or about to be. */
    public int connections() {
        return open.size();
    }

    /** Has every connection say goodbye, and waits for their end as long as this. */
    public void dismiss(Duration patience) {
        List<Channel> all = List.copyOf(open);
        all.forEach(channel -> channel.pipeline().fireUserEventTriggered(Drain.NOWHERE));
        open.newCloseFuture().awaitUninterruptibly(patience.toMillis(), TimeUnit.MILLISECONDS);
        open.close().awaitUninterruptibly();
    }
}
