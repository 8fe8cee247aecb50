/**
 * The ISO base media file format (ISO/IEC 14496-12) as far as looking at uploaded media needs it: boxes, movies,
 * fragments, codec configurations, and what a probe shows of them.
 *
 * <p>Between files on disk and the Push AV service: a {@link org.tcserver.isobmff.MediaSource} goes in, a
 * {@link org.tcserver.isobmff.MediaFile} comes out, and it answers with a {@link org.tcserver.isobmff.MediaSummary} for
 * upload rules and a {@link org.tcserver.isobmff.MediaProbe} in the shape of ffprobe. Media data is never read; sample
 * tables are read in passing and not kept, so memory does not grow with the file.
 */
package org.tcserver.isobmff;
