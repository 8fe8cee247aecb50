/**
 * The ISO base media file format (ISO/IEC 14496-12), as needed to inspect uploads: boxes, movies, fragments, codec
 * configurations and probes.
 *
 * <p>A {@link org.tcserver.isobmff.MediaSource} goes in, a {@link org.tcserver.isobmff.MediaFile} comes out. It
 * provides a {@link org.tcserver.isobmff.MediaSummary} for upload rules and a {@link org.tcserver.isobmff.MediaProbe}
 * in the form of ffprobe's output. The room never reads media data. It does not keep sample tables, so memory does not
 * grow with the file.
 */
package org.tcserver.isobmff;
