package org.tcserver.hub;

/**
 * Limits on the state that clients can make the hub keep. Immutable. The hub still forwards a message that exceeds
 * them.
 *
 * @param dataKeyframes the number of data keyframes per stream
 * @param dataKeyframeBytes the bytes of data keyframes per stream, names included
 * @param streamCacheBytes the bytes of init messages, metadata and keyframes per stream
 * @param watches the number of watches per client
 * @param publications the number of concurrent publications of all clients; 0 for no limit
 */
public record HubLimits(
        int dataKeyframes, long dataKeyframeBytes, long streamCacheBytes, int watches, int publications) {
    public static final HubLimits DEFAULT = new HubLimits(64, 1 << 20, 32 << 20, 1024, 0);

    /** Returns these limits with another number of concurrent publications. */
    public HubLimits withPublications(int count) {
        return new HubLimits(dataKeyframes, dataKeyframeBytes, streamCacheBytes, watches, count);
    }
}
