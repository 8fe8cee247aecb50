package org.tcserver.media;

/** The two kinds of media messages. */
public enum MediaKind {
    AUDIO,
    VIDEO
}
