package org.tcserver.hub;

/** Another client, as named in events. Immutable. */
public record Peer(String connectionId, String address) {}
