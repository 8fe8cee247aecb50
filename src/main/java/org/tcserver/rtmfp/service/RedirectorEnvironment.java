package org.tcserver.rtmfp.service;

import org.tcserver.event.EventLog;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** The environment that all redirectors of a service share. Immutable. */
record RedirectorEnvironment(Endpoint endpoint, EndpointReactor thread, Timers timers, Clock clock, EventLog log) {}
