package org.tcserver.tc;

/**
 * How a status tells a client which stream it is about. Immutable.
 *
 * @param detail the name as this client gave it, before the {@code ?}: who plays a hash never learns the name
 * @param hashname {@code sha256:} and the hash of the plain name in 64 hexadecimal digits
 */
public record StreamLabel(String detail, String hashname) {}
