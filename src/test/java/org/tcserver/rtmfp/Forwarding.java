package org.tcserver.rtmfp;

import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.time.Clock;

/** Lets tests of other packages forward hellos that no peer sent. */
public final class Forwarding {
    private Forwarding() {}

    /** Call it on the thread of the session's endpoint. */
    public static void forward(Session session, FIHello hello) {
        session.forward(hello, Clock.SYSTEM.nanos());
    }
}
