package im.vestibule.services.resumption;

import im.vestibule.config.StreamManagementSpec;

/**
 * What a host does for sessions that count their stanzas: {@code mod_stream_management}.
 *
 * @param stale what is remembered of sessions that are over
 */
public record Management(StreamManagementSpec spec, StaleCounts stale) {}
