package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.Limit;
import im.vestibule.config.LimitsSpec;
import im.vestibule.core.Tally.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionHandlerTest {
    private final Tally tally = new Tally();
    private final List<String> served = new ArrayList<>();
    private final AdmissionHandler admission = AdmissionHandler.of(new LimitsSpec(
                    new Limit(1),
                    Limit.INFINITY,
                    Limit.INFINITY,
                    Optional.empty(),
                    Limit.INFINITY,
                    8192,
                    32,
                    Optional.empty(),
                    Limit.INFINITY))
            .orElseThrow();

    private EmbeddedChannel connect(String ip) throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel(false, false) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(ip, 4711);
            }
        };
        Connection.accept(channel, "listen.c2s[0]", tally);
        channel.pipeline().addLast(admission, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                served.add(ip);
            }
        });
        channel.register();
        return channel;
    }

    @Test
    void turnsAwayWhoComesTooOftenWithoutAWordAndCountsThemOnce() throws Exception {
        EmbeddedChannel first = connect("192.0.2.1");
        EmbeddedChannel second = connect("192.0.2.1");
        EmbeddedChannel stranger = connect("192.0.2.2");

        assertThat(served).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(first.isOpen()).isTrue();
        assertThat(stranger.isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
        assertThat(second.<Object>readOutbound()).isNull();
        assertThat(tally.refused(Refusal.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
    }

    @Test
    void makesRoomWhenAConnectionEnds() throws Exception {
        connect("192.0.2.1").close().sync();
        connect("192.0.2.1");

        assertThat(served).hasSize(2);
        assertThat(connect("192.0.2.1").isOpen()).isFalse();
    }

    @Test
    void leavesTheRoomOfOthersAloneWhenOneThatWasTurnedAwayEnds() throws Exception {
        connect("192.0.2.1");
        assertThat(connect("192.0.2.1").isOpen()).isFalse();

        assertThat(connect("192.0.2.1").isOpen()).isFalse();
    }
}
