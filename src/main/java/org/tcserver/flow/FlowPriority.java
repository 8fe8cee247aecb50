package org.tcserver.flow;

/** The order in which the transport serves flows that have messages. The first is the most urgent. */
public enum FlowPriority {
    /** Commands, data and audio. */
    IMMEDIATE,
    /** Video. */
    ROUTINE
}
