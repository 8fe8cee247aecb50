package org.tcserver.tc;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.tcserver.metrics.Histogram;
import org.tcserver.metrics.HistogramSum;

/**
 * What is counted of one protocol. Thread-safe, without locks.
 *
 * <p>What happens once for each of a publisher's subscribers is counted by the thread that sends, for itself; what is
 * rarer, in adders that all threads share.
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

    /** The figures of a new connection; {@code sender} stands for the thread that sends for it, and is kept. */
    public ConnectionFigures open(Object sender) {
        return new ConnectionFigures(this, senders.computeIfAbsent(sender, any -> new SendingFigures()));
    }

    /** A connection was accepted. */
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

    /** Connections accepted so far. */
    public long accepts() {
        return accepts.sum();
    }

    public long receivedBytes() {
        return receivedBytes.sum();
    }

    public long sentBytes() {
        return sentBytes.sum();
    }

    /** Messages received so far. */
    public long receivedMessages(Kind kind) {
        return present(received, kind).sum();
    }

    /** Messages sent so far, to the end. */
    public long sentMessages(Kind kind) {
        return latencies(kind).count();
    }

    /** Messages dropped so far. */
    public long droppedMessages(Kind kind, DropReason reason) {
        return present(present(dropped, reason), kind).sum();
    }

    /** How long messages had waited when they were taken out of their queues to be sent. */
    public HistogramSum queueAges(Kind kind) {
        return sum(sender -> sender.queueAges(kind));
    }

    /** How long it took from when messages were there, whole, until their last byte was sent. */
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
