package org.tcserver.hub;

/** Another client, as events name it. Immutable. */
public record Peer(String connectionId, String address) {}
