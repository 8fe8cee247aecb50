/**
 * What an audio or video message is, as far as its header tells, and serial timestamp arithmetic.
 *
 * <p>A publisher's message is looked at once ({@link org.tcserver.media.MediaTag}); caches, queues and groups of
 * pictures go by the result. What a codec put into a message is never looked at: unknown codecs, junk and truncated
 * headers have a role too, and nothing here throws because of a payload.
 *
 * <p>Headers: FLV 10.1, E.4.2.1 and E.4.3.1; Enhanced RTMP v2, "Enhanced Audio" and "Enhanced Video".
 */
package org.tcserver.media;
