package org.tcserver.media;

/** The two kinds of media message. */
public enum MediaKind {
    AUDIO,
    VIDEO
}
