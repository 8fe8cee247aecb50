package org.tcserver.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tcserver.wire.Bytes;

/** What a client has received: waits in order until a test takes it. Any thread adds, one takes. */
public final class Inbox {
    private static final int SHOWN_ON_FAILURE = 25;
    private static final RtmpMessage END = new RtmpMessage(-1, 0, 0, Bytes.EMPTY, 0);

    private final BlockingQueue<RtmpMessage> messages = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedDeque<RtmpMessage> latest = new ConcurrentLinkedDeque<>();
    private volatile String whyEnded = "";

    void add(RtmpMessage message) {
        messages.add(message);
        latest.add(message);
        if (latest.size() > SHOWN_ON_FAILURE) {
            latest.removeFirst();
        }
    }

    /** Nothing more will come. */
    void end(String reason) {
        whyEnded = reason;
        messages.add(END);
    }

    /** The next message; fails if the connection ends before. */
    public RtmpMessage next(String what, Deadline deadline) throws InterruptedException {
        var message = messages.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new AssertionError("not received within " + deadline.allowed() + ": " + what + lately());
        }
        if (message.equals(END)) {
            messages.add(END);
            throw new AssertionError("closed (" + whyEnded + ") before " + what + lately());
        }
        return message;
    }

    /** Takes messages until one fits; gives all of them. */
    public List<RtmpMessage> take(String what, Predicate<RtmpMessage> last) throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        var deadline = Deadline.patient();
        do {
            taken.add(next(what, deadline));
        } while (!last.test(taken.getLast()));
        return taken;
    }

    /** Takes messages until none has come for so long, or the connection ends; gives all of them. */
    public List<RtmpMessage> takeUntilQuiet(Duration quiet) throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        while (true) {
            var message = messages.poll(quiet.toNanos(), TimeUnit.NANOSECONDS);
            if (message == null) {
                return taken;
            }
            if (message.equals(END)) {
                messages.add(END);
                return taken;
            }
            taken.add(message);
        }
    }

    /** Waits until the connection has ended; gives what came before that. */
    public List<RtmpMessage> awaitClosed() throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        var deadline = Deadline.patient();
        while (true) {
            var message = messages.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("still open after " + deadline.allowed() + lately());
            }
            if (message.equals(END)) {
                messages.add(END);
                return taken;
            }
            taken.add(message);
        }
    }

    private String lately() {
        var text = new StringBuilder("\nlately received:");
        latest.forEach(message -> text.append("\n  ").append(message));
        return text.toString();
    }
}
