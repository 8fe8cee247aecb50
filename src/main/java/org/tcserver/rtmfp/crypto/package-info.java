/**
 * The Cryptography Profile for Flash communication (RFC 7425 §4): certificates, endpoint discriminators, key agreement,
 * and the sealing and opening of packets. It stands on {@code rtmfp.chunk} and the JDK's ciphers; the session engine
 * stands on it.
 *
 * <p>{@link org.tcserver.rtmfp.crypto.Keying} is slow and belongs on a worker; {@link
 * org.tcserver.rtmfp.crypto.PacketSealer} and {@link org.tcserver.rtmfp.crypto.PacketOpener} belong to the thread that
 * owns the session. Classes that hold secrets print none.
 */
package org.tcserver.rtmfp.crypto;
