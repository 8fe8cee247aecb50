package org.tcserver.flow;

/** Which flow goes first when several have something to send. */
public enum FlowPriority {
    /** Commands, data and audio. */
    IMMEDIATE,
    /** Video. */
    ROUTINE
}
