/**
 * Bytes and how to read and write them. The lowest room: every protocol stands on it, it stands on nothing.
 *
 * <p>Untrusted input becomes a value or a {@link org.tcserver.wire.MalformedException}; lengths are checked against
 * what remains before anything is allocated.
 */
package org.tcserver.wire;
