/**
 * AMF0 and AMF3, the formats of commands and data messages.
 *
 * <p>A payload from a client becomes {@link org.tcserver.amf.Amf0Arguments}: the readable {@link
 * org.tcserver.amf.AmfValue values} and their positions, so that forwarded values keep their bytes. Values are
 * immutable trees, the same for both formats; {@link org.tcserver.amf.Amf0Writer} writes any of them.
 *
 * <p>Readers limit depth, number of elements and repetition by references ({@link org.tcserver.amf.AmfParameters}).
 * Text that is not UTF-8 is read as ISO 8859-1, because some encoders use other character sets in their metadata.
 */
package org.tcserver.amf;
