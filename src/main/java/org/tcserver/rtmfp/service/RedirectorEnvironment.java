package org.tcserver.rtmfp.service;

import org.tcserver.event.EventLog;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** What all redirectors of a service share. */
record RedirectorEnvironment(Endpoint endpoint, EndpointReactor thread, Timers timers, Clock clock, EventLog log) {}
