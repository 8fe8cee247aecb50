package org.tcserver.rtmp;

import java.security.SecureRandom;
import java.time.Duration;
import org.tcserver.net.ReadBuffers;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * The environment that all RTMP connections share. Immutable.
 *
 * @param queueLimits the limits of each client's send queue
 * @param figures the figures of all connections
 * @param extraDelay the queuing delay, beyond the base round trip time, above which a connection sends less
 * @param handshakeTimeout the time limit for the handshake
 */
public record RtmpEnvironment(
        Clock clock,
        Timers timers,
        SecureRandom random,
        ReadBuffers readBuffers,
        QueueLimits queueLimits,
        TcFigures figures,
        Duration extraDelay,
        Duration handshakeTimeout) {}
