package org.tcserver.tc;

/**
 * Identifies a stream in a status message. Immutable.
 *
 * @param detail the name that this client used, without the part from {@code ?} on; a client that plays a hash never
 *     learns the name
 * @param hashname {@code sha256:} and the hash of the plain name in 64 hexadecimal digits
 */
public record StreamLabel(String detail, String hashname) {}
