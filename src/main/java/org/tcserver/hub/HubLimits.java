package org.tcserver.hub;

/**
 * How much clients can make the hub hold. Immutable. What is too much to keep is still forwarded.
 *
 * @param dataKeyframes of one stream
 * @param dataKeyframeBytes of one stream, names included
 * @param streamCacheBytes of init messages, metadata and keyframes of one stream
 * @param watches of one client
 * @param publications of all clients at a time; 0 for any number
 */
public record HubLimits(
        int dataKeyframes, long dataKeyframeBytes, long streamCacheBytes, int watches, int publications) {
    public static final HubLimits DEFAULT = new HubLimits(64, 1 << 20, 32 << 20, 1024, 0);

    /** The same, but for how many streams may be published. */
    public HubLimits withPublications(int count) {
        return new HubLimits(dataKeyframes, dataKeyframeBytes, streamCacheBytes, watches, count);
    }
}
