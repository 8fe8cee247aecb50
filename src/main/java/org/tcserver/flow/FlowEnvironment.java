package org.tcserver.flow;

import java.time.Duration;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * The environment that all connections over flows share. Immutable.
 *
 * @param memory the budget that holds an account for each connection
 * @param queueLimits the limits of each client's send queue
 * @param figures the figures of all connections
 * @param reorderWindow the longest time that a message waits for earlier ones, in flows whose sender prefers network
 *     order
 */
public record FlowEnvironment(
        Clock clock,
        Timers timers,
        MemoryBudget memory,
        QueueLimits queueLimits,
        TcFigures figures,
        Duration reorderWindow) {}
