package org.tcserver.session;

import org.tcserver.amf.AmfValue;
import org.tcserver.tc.Commands;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/** The session's messages to its client on one stream. They never expire. Confined to the connection's thread. */
final class Replies {
    private final Outlet outlet;
    private final Clock clock;
    private final Wakeups wakeups = new Wakeups();

    Replies(Outlet outlet, Clock clock) {
        this.outlet = outlet;
        this.clock = clock;
    }

    /** Returns the replies of the same session on another stream. */
    Replies on(Outlet other) {
        return new Replies(other, clock);
    }

    void send(TcMessage message) {
        outlet.send(Outgoing.permanent(outlet.streamId(), message), clock.nanos(), wakeups);
        wakeups.fire();
    }

    /** Answers {@code command} with {@code value}, if the client expects an answer. */
    void answer(Command command, AmfValue value) {
        if (command.wantsAnswer()) {
            send(Commands.result(command.transactionId(), value));
        }
    }

    /** Answers {@code command} with an undefined value, if the client expects an answer. */
    void acknowledge(Command command) {
        answer(command, AmfValue.UNDEFINED);
    }
}
