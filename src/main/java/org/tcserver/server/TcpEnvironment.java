package org.tcserver.server;

import java.util.List;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.net.IoLoop;
import org.tcserver.rtmp.RtmpEnvironment;
import org.tcserver.rtws.RtwsEnvironment;
import org.tcserver.session.Sessions;

/** The dependencies of the TCP protocols. Immutable. */
record TcpEnvironment(
        RtmpEnvironment rtmp,
        RtwsEnvironment rtws,
        List<IoLoop> loops,
        Sessions sessions,
        MemoryBudget memory,
        int dscp) {}
