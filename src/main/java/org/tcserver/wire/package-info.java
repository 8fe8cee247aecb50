/**
 * Byte sequences and their readers and writers. The lowest room: every protocol uses it, and it uses no other room.
 *
 * <p>Untrusted input becomes a value or a {@link org.tcserver.wire.MalformedException}. Lengths are checked against the
 * remaining bytes before anything is allocated.
 */
package org.tcserver.wire;
