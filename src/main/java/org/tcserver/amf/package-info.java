/**
 * AMF0 and AMF3: what commands and data messages are made of.
 *
 * <p>A payload from a client becomes {@link org.tcserver.amf.Amf0Arguments}: the {@link org.tcserver.amf.AmfValue
 * values} that could be read and where each stands, so that what is only passed on keeps its bytes. Values are
 * immutable trees, the same for both formats; {@link org.tcserver.amf.Amf0Writer} writes any of them.
 *
 * <p>Readers trust nothing: depth, number of elements and what references repeat are bounded
 * ({@link org.tcserver.amf.AmfParameters}). Text that is not UTF-8 is read with replacement characters, as some encoders
 * put other character sets into their metadata.
 */
package org.tcserver.amf;
