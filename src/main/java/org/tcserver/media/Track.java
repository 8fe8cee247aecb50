package org.tcserver.media;

/**
 * One track of a message with several. Immutable.
 *
 * @param id 0 to 255; 0 is the default track, which all messages without multitrack use
 */
public record Track(int id, Codec codec) {}
