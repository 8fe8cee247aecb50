package org.tcserver.flow;

import java.time.Duration;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * What all connections over flows of a server share. Immutable.
 *
 * @param memory each connection has an account in it
 * @param queueLimits what may wait for each client
 * @param figures what is counted of all of them
 * @param reorderWindow how long a message that arrived waits for those before it, where the sender prefers network order
 */
public record FlowEnvironment(
        Clock clock,
        Timers timers,
        MemoryBudget memory,
        QueueLimits queueLimits,
        TcFigures figures,
        Duration reorderWindow) {}
