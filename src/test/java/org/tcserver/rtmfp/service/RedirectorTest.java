package org.tcserver.rtmfp.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.event.Event;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent.RedirectorReflexive;
import org.tcserver.event.ServerEvent.RedirectorStatus;
import org.tcserver.event.ServerEvent.RedirectorStatus.Status;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.rtmfp.EndpointSettings;
import org.tcserver.rtmfp.KeyingWorker;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;
import org.tcserver.wire.Bytes;

/** The life of a registration, with a manual clock. */
final class RedirectorTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1935);

    /** A requested task, which the test runs. */
    private record Timer(Duration delay, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private final List<Bytes> hellos = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final Endpoint endpoint = new Endpoint(
            new EndpointSettings(
                    Identity.ephemeral(new SecureRandom()), new KeyingPolicy(true, true), new SecureRandom()),
            session -> null,
            (datagram, to) -> hellos.add(copy(datagram)),
            mock(KeyingWorker.class));

    private final Session session = mock(Session.class);
    private final SendFlow flow = mock(SendFlow.class);
    private final List<FlowSource> sources = new ArrayList<>();

    private final Redirector redirector = new Redirector(
            new RedirectorSettings(
                    "name",
                    List.of(ADDRESS),
                    List.of(
                            new RedirectorSettings.Login("one", "password"),
                            new RedirectorSettings.Login("two", "Jefe")),
                    List.of(),
                    true),
            environment());

    private static final class ManualClock implements Clock {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return 0;
        }

        void advance(Duration by) {
            nanos += by.toNanos();
        }
    }

    /** Tasks for the reactor are run at once. */
    private RedirectorEnvironment environment() {
        var scheduled = mock(Timers.class);
        when(scheduled.after(any(), any())).thenAnswer(call -> {
            timers.add(new Timer(call.getArgument(0), call.getArgument(1)));
            return (Timers.Timer) () -> {};
        });
        var thread = mock(EndpointReactor.class);
        when(thread.interfacesTo(ADDRESS)).thenReturn(List.of(0));
        when(thread.waker()).thenReturn(() -> {});
        doAnswer(call -> {
                    ((Runnable) call.getArgument(0)).run();
                    return null;
                })
                .when(thread)
                .schedule(any());
        var log = mock(EventLog.class);
        doAnswer(call -> events.add(call.getArgument(0))).when(log).log(any());
        return new RedirectorEnvironment(endpoint, thread, scheduled, clock, log);
    }

    @BeforeEach
    void aSession() {
        when(session.farAddress()).thenReturn("127.0.0.1:1935");
        when(session.farNonce()).thenReturn(Bytes.ofUtf8("what do ya want for nothing?"));
        when(flow.isOpen()).thenReturn(true);
        when(session.open(any(), any(), any(), any())).thenAnswer(call -> {
            sources.add(call.getArgument(3));
            return flow;
        });
    }

    @Test
    void tellsWhoItIsAndWhatItWants() {
        redirector.load(2);
        redirector.connect();
        redirector.opened(session);
        var said = said();
        assertEquals(4, said.size());
        assertEquals("1d", said.get(0).substring(0, 2));
        assertEquals(
                "1d5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" + "74776f",
                said.get(1),
                "as RFC 4231 has it");
        assertEquals("05010d", said.get(2));
        assertEquals("0f02", said.get(3));
        assertEquals(List.of(Status.CONNECTING, Status.CONNECTED), statuses());
    }

    @Test
    void tellsTheLoadOnceASecondAtMost() {
        redirector.connect();
        redirector.opened(session);
        said();
        redirector.load(1);
        redirector.load(2);
        assertEquals(List.of(), said(), "it was told just now");

        assertEquals(Duration.ofSeconds(1), runTimer());
        assertEquals(List.of("0f02"), said());
        redirector.load(3);
        redirector.load(2);
        runTimer();
        assertEquals(List.of(), said(), "it is what was told before");
        assertEquals(List.of(), timers);

        redirector.load(4);
        assertEquals(List.of("0f04"), said());
        redirector.load(5);
        assertEquals(List.of(), said());
    }

    @Test
    void triesAgainThirtySecondsAfterTheLastAttempt() {
        redirector.connect();
        assertEquals(1, hellos.size());
        var user = redirector.opened(session);
        timers.clear();
        clock.advance(Duration.ofSeconds(12));
        user.closed(null);
        assertEquals(List.of(Status.CONNECTING, Status.CONNECTED, Status.DISCONNECTED), statuses());
        assertEquals(Duration.ofSeconds(18), timers.getLast().delay());

        clock.advance(Duration.ofSeconds(18));
        runTimer();
        assertEquals(2, hellos.size());
        assertEquals(Status.CONNECTING, statuses().getLast());
    }

    @Test
    void triesForEver() {
        redirector.connect();
        for (int attempt = 1; attempt < 20; attempt++) {
            clock.advance(Duration.ofSeconds(95));
            endpoint.advance(1, clock.nanos());
            assertEquals(2 * attempt, statuses().size());
            assertEquals(Status.DISCONNECTED, statuses().getLast());
            assertEquals(1, timers.size());
            assertEquals(Duration.ofSeconds(30 - 95), runTimer(), "at once");
        }
    }

    @Test
    void aRejectionForBadCredentialsIsSaid() {
        redirector.connect();
        var user = redirector.opened(session);
        sources.getFirst().rejected(0x0a);
        user.closed(null);
        assertEquals(Status.DISCONNECTED_BAD_AUTH, statuses().getLast());

        runTimer();
        user = redirector.opened(session);
        sources.getLast().rejected(0);
        user.closed(null);
        assertEquals(Status.DISCONNECTED, statuses().getLast());
    }

    @Test
    void whoDrainsStaysDraining() {
        redirector.connect();
        var user = redirector.opened(session);
        said();
        redirector.drain();
        assertEquals(List.of("00"), said());
        user.closed(null);
        redirector.opened(session);
        var said = said();
        assertEquals("00", said.get(2), "instead of settings, which would register");
        assertEquals(4, said.size());
    }

    @Test
    void takesReportsFromAnAnswerToItsOwnFlowAlone() {
        redirector.connect();
        var user = redirector.opened(session);
        assertEquals(List.of(), accepted(user, null, RedirectorCommand.metadata()));
        assertEquals(List.of(), accepted(user, flow, Bytes.ofUtf8("TC")));
        var sinks = accepted(user, flow, RedirectorCommand.metadata());
        assertEquals(1, sinks.size());
        sinks.getFirst().message(Bytes.ofHex("0d027f0000011234"), false);
        sinks.getFirst().message(Bytes.ofHex("0d02"), false);
        sinks.getFirst().message(Bytes.EMPTY, false);
        assertEquals(
                List.of(new RedirectorReflexive("name", "127.0.0.1:1935", "127.0.0.1:4660")),
                events.stream().filter(RedirectorReflexive.class::isInstance).toList());
    }

    private static List<FlowSink> accepted(SessionUser user, @Nullable SendFlow association, Bytes metadata) {
        var sinks = new ArrayList<FlowSink>();
        var incoming = mock(RecvFlow.class);
        when(incoming.association()).thenReturn(association);
        when(incoming.metadata()).thenReturn(metadata);
        doAnswer(call -> sinks.add(call.getArgument(0))).when(incoming).accept(any());
        user.flowOpened(incoming);
        return sinks;
    }

    /** Returns the messages that wait in the latest flow, in hexadecimal digits. */
    private List<String> said() {
        var said = new ArrayList<String>();
        var source = sources.getLast();
        for (FlowMessage next = source.next(0); next != null; next = source.next(0)) {
            said.add(next.slice(0, next.length()).toHex());
        }
        return said;
    }

    /** Runs the timer requested last; returns its delay. */
    private Duration runTimer() {
        var timer = timers.removeLast();
        timer.task().run();
        return timer.delay();
    }

    private List<Status> statuses() {
        return events.stream()
                .filter(RedirectorStatus.class::isInstance)
                .map(event -> ((RedirectorStatus) event).status())
                .toList();
    }

    private static Bytes copy(ByteBuffer datagram) {
        var bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        return Bytes.wrap(bytes);
    }
}
