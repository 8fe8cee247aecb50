package org.tcserver.rtmfp.service;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.event.ServerEvent.RedirectorStatus.Status;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A session with a redirector, and its two flows. Confined to the reactor's thread. */
final class Registration implements SessionUser {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private final Redirector redirector;
    private final Session session;
    private final ArrayDeque<Bytes> waiting = new ArrayDeque<>();
    private final SendFlow commands;
    private Status end = Status.DISCONNECTED;

    Registration(Redirector redirector, Session session) {
        this.redirector = redirector;
        this.session = session;
        commands = session.open(RedirectorCommand.metadata(), null, FlowPriority.IMMEDIATE, new Commands());
    }

    void send(Bytes command) {
        if (commands.isOpen()) {
            waiting.add(command);
            commands.ready();
        }
    }

    Session session() {
        return session;
    }

    @Override
    public void flowOpened(RecvFlow flow) {
        if (commands.equals(flow.association()) && RedirectorCommand.isMetadata(flow.metadata())) {
            flow.accept(new Reports());
        }
    }

    @Override
    public void forwarded(FIHello hello) {
        redirector.answer(hello, session);
    }

    @Override
    public void closed(@Nullable String reason) {
        redirector.disconnected(end);
    }

    private final class Commands implements FlowSource {
        @Override
        public @Nullable FlowMessage next(long nowNanos) {
            var next = waiting.poll();
            return next == null ? null : FlowMessage.of(next);
        }

        @Override
        public void rejected(long exceptionCode) {
            end = exceptionCode == RedirectorCommand.BAD_AUTH ? Status.DISCONNECTED_BAD_AUTH : Status.DISCONNECTED;
            session.close();
        }
    }

    private final class Reports implements FlowSink {
        @Override
        public void message(Bytes message, boolean late) {
            try {
                var address = RedirectorCommand.reflexiveAddress(message);
                if (address != null) {
                    redirector.reflexive(address, session);
                }
            } catch (MalformedException e) {
                LOG.debug("a redirector's message is malformed: {}", e.getMessage());
            }
        }

        /** Closes the session, because the redirector ended the registration. */
        @Override
        public void finished() {
            session.close();
        }
    }
}
