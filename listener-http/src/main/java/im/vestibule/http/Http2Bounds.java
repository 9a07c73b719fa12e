package im.vestibule.http;

import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** How much HTTP/2 a client may have of us (RFC 9113 §10.5). Beyond a bound its connection ends with ENHANCE_YOUR_CALM. */
final class Http2Bounds {
    /** Streams at a time. */
    static final int STREAMS = 100;

    /** Streams that are reset in {@link #PERIOD_S}, by the client or by its own mistakes. */
    static final int RESETS = 200;

    static final int PERIOD_S = 30;

    /** Answers to PING, SETTINGS and the like that wait to be taken. */
    static final int ANSWERS = 1_000;

    /** Frames in a row that carry nothing. */
    private static final int EMPTY = 8;

    /** CONTINUATION frames of next to nothing for one list of headers. */
    private static final int SMALL = 16;

    private Http2Bounds() {}

    static Http2FrameCodec codec() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(new Http2Settings()
                        .maxConcurrentStreams(STREAMS)
                        .maxHeaderListSize(RequestDecoder.HEADERS)
                        .connectProtocolEnabled(true))
                .decoderEnforceMaxRstFramesPerWindow(RESETS, PERIOD_S)
                .encoderEnforceMaxRstFramesPerWindow(RESETS, PERIOD_S)
                .encoderEnforceMaxQueuedControlFrames(ANSWERS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY)
                .decoderEnforceMaxSmallContinuationFrames(SMALL)
                // A client's tiny bound on our headers would end every answer.
                .encoderIgnoreMaxHeaderListSize(true)
                .gracefulShutdownTimeoutMillis(Patience.CLOSE.toMillis())
                .build();
    }
}
