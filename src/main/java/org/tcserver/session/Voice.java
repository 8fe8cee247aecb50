package org.tcserver.session;

import org.tcserver.amf.AmfValue;
import org.tcserver.tc.Commands;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/** Says things to the client on one stream: messages that never expire. Confined to the connection's thread. */
final class Voice {
    private final Outlet outlet;
    private final Clock clock;
    private final Wakeups wakeups = new Wakeups();

    Voice(Outlet outlet, Clock clock) {
        this.outlet = outlet;
        this.clock = clock;
    }

    void say(TcMessage message) {
        outlet.send(Outgoing.permanent(outlet.streamId(), message), clock.nanos(), wakeups);
        wakeups.fire();
    }

    /** Answers {@code command} with {@code value}, if it wants an answer. */
    void answer(Command command, AmfValue value) {
        if (command.wantsAnswer()) {
            say(Commands.result(command.transactionId(), value));
        }
    }

    /** Answers {@code command} with nothing in particular, if it wants an answer. */
    void acknowledge(Command command) {
        answer(command, AmfValue.UNDEFINED);
    }
}
