package org.tcserver.server;

import org.tcserver.event.ServerEvent;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Labels;
import org.tcserver.rtmfp.RtmfpFigures;

/** The metrics specific to RTMFP. Stateless. */
final class RtmfpMetrics {
    private RtmfpMetrics() {}

    static void write(RtmfpFigures figures, ServerEvent.Introductions introductions, Exposition to) {
        to.counter("tcserver_rtmfp_fragments_sent_total", "Fragments of messages that were sent, each time they were.")
                .sample(Labels.NONE, figures.fragmentsSent());
        to.counter("tcserver_rtmfp_fragments_lost_total", "Fragments that were sent and are taken for lost.")
                .sample(cause("overtaken"), figures.fragmentsOvertaken())
                .sample(cause("timeout"), figures.fragmentsTimedOut());
        to.histogram("tcserver_rtmfp_round_trip_seconds", "Each measurement of a session's round-trip time.")
                .sample(Labels.NONE, figures.roundTrips());
        to.counter("tcserver_rtmfp_lookups_total", "How often a client was looked for by another.")
                .sample(Labels.NONE, introductions.lookups());
        to.counter("tcserver_rtmfp_introductions_total", "How often a client was told of another that looks for it.")
                .sample(Labels.NONE, introductions.intros());
    }

    private static Labels cause(String cause) {
        return Labels.NONE.with("cause", cause);
    }
}
