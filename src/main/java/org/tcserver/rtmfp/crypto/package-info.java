/**
 * The Cryptography Profile for Flash communication (RFC 7425 §4): certificates, endpoint discriminators, key agreement,
 * and the sealing and opening of packets. It uses {@code rtmfp.chunk} and the JDK's ciphers; the session engine uses
 * it.
 *
 * <p>{@link org.tcserver.rtmfp.crypto.Keying} is slow, so call it on a worker. {@link
 * org.tcserver.rtmfp.crypto.PacketSealer} and {@link org.tcserver.rtmfp.crypto.PacketOpener} are confined to the thread
 * that owns the session. The text form of a class with secrets does not contain them.
 */
package org.tcserver.rtmfp.crypto;
