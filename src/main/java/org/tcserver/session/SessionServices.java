package org.tcserver.session;

import org.tcserver.event.EventLog;
import org.tcserver.event.Refusals;
import org.tcserver.hub.Hub;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** The services that all sessions share. Immutable. */
public record SessionServices(Hub hub, EventLog log, Clock clock, Timers timers, Refusals refusals) {}
