package org.tcserver.media;

/**
 * One track of a message that carries several. Immutable.
 *
 * @param id 0 to 255; 0 is the default track, to which all messages without multitrack belong
 */
public record Track(int id, Codec codec) {}
