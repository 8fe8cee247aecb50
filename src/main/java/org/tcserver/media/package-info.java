/**
 * Classification of audio and video messages by their headers, and serial timestamp arithmetic.
 *
 * <p>A publisher's message is classified once ({@link org.tcserver.media.MediaTag}); caches, queues and groups of
 * pictures use the result. The room never reads coded data. Unknown codecs, junk and truncated headers have a role too,
 * and no payload causes an exception.
 *
 * <p>Headers: FLV 10.1, E.4.2.1 and E.4.3.1; Enhanced RTMP v2, "Enhanced Audio" and "Enhanced Video".
 */
package org.tcserver.media;
