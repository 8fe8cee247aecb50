package org.tcserver.rtmp;

import java.security.SecureRandom;
import java.time.Duration;
import org.tcserver.net.ReadBuffers;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * What all RTMP connections of a server share.
 *
 * @param queueLimits what may wait for each client
 * @param figures what is counted of all of them
 * @param extraDelay how much delay beyond the base round trip time may build up before sending holds back
 * @param handshakeTimeout how long a connection may take to shake hands
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
