package org.tcserver.tc;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.tcserver.metrics.Histogram;
import org.tcserver.metrics.HistogramSum;

/**
 * The counters of one protocol. Thread-safe, without locks.
 *
 * <p>Each sending thread has its own counters for frequent operations, which occur once per subscriber of a message.
 * Rarer operations use adders that all threads share.
 */
public final class ProtocolFigures {
    private final LongAdder accepts = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final Map<Kind, LongAdder> received = new EnumMap<>(Kind.class);
    private final Map<DropReason, Map<Kind, LongAdder>> dropped = new EnumMap<>(DropReason.class);
    private final Map<Object, SendingFigures> senders = new ConcurrentHashMap<>();

    public ProtocolFigures() {
        fill(received);
        for (var reason : DropReason.values()) {
            var byKind = new EnumMap<Kind, LongAdder>(Kind.class);
            fill(byKind);
            dropped.put(reason, byKind);
        }
    }

    /** Creates the counters of a new connection. {@code sender} identifies its sending thread, and is retained. */
    public ConnectionFigures open(Object sender) {
        return new ConnectionFigures(this, senders.computeIfAbsent(sender, any -> new SendingFigures()));
    }

    /** Counts an accepted connection. */
    public void accept() {
        accepts.increment();
    }

    public void receivedBytes(long count) {
        receivedBytes.add(count);
    }

    public void sentBytes(long count) {
        sentBytes.add(count);
    }

    void received(Kind kind) {
        present(received, kind).increment();
    }

    void dropped(Kind kind, DropReason reason) {
        present(present(dropped, reason), kind).increment();
    }

    /** Returns the number of accepted connections. */
    public long accepts() {
        return accepts.sum();
    }

    public long receivedBytes() {
        return receivedBytes.sum();
    }

    public long sentBytes() {
        return sentBytes.sum();
    }

    /** Returns the number of received messages. */
    public long receivedMessages(Kind kind) {
        return present(received, kind).sum();
    }

    /** Returns the number of completely sent messages. */
    public long sentMessages(Kind kind) {
        return latencies(kind).count();
    }

    /** Returns the number of dropped messages. */
    public long droppedMessages(Kind kind, DropReason reason) {
        return present(present(dropped, reason), kind).sum();
    }

    /** Returns how long messages waited in their queues before sending started. */
    public HistogramSum queueAges(Kind kind) {
        return sum(sender -> sender.queueAges(kind));
    }

    /** Returns the time from the arrival of a complete message to the sending of its last byte. */
    public HistogramSum latencies(Kind kind) {
        return sum(sender -> sender.latencies(kind));
    }

    private HistogramSum sum(Function<SendingFigures, Histogram> which) {
        var sum = new HistogramSum(SendingFigures.BUCKETS);
        senders.values().forEach(sender -> sum.add(which.apply(sender)));
        return sum;
    }

    private static void fill(Map<Kind, LongAdder> adders) {
        for (var kind : Kind.values()) {
            adders.put(kind, new LongAdder());
        }
    }

    private static <K, V> V present(Map<K, V> all, K key) {
        var value = all.get(key);
        if (value == null) {
            throw new AssertionError("nothing is counted of " + key);
        }
        return value;
    }
}
