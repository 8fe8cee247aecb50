package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.rtmfp.chunk.DataAcknowledgementRanges;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.wire.Bytes;

/** A sending flow of a {@link ModelPublisher}, with messages that expire. Confined to one thread. */
final class PublisherFlow {
    private static final int FRAGMENT_BYTES = 1150;

    /** A message; the model gives up those that follow an expired one in a chain. */
    static final class Message {
        private final @Nullable Message previous;
        private long startByNanos;
        private long finishByNanos;
        private boolean started;
        private boolean abandoned;

        Message(@Nullable Message previous, long startByNanos, long finishByNanos) {
            this.previous = previous;
            this.startByNanos = startByNanos;
            this.finishByNanos = finishByNanos;
        }

        void expire(long byNanos) {
            startByNanos = Math.min(startByNanos, byNanos);
            finishByNanos = Math.min(finishByNanos, byNanos);
        }

        private boolean isAbandoned(long nowNanos) {
            boolean isLate = nowNanos > finishByNanos || (!started && nowNanos > startByNanos);
            abandoned |= isLate || (previous != null && previous.abandoned);
            return abandoned;
        }
    }

    /** One fragment of a message. */
    static final class Piece {
        final PublisherFlow flow;
        private final Message message;
        private final long number;
        private final FragmentControl control;
        private final int length;
        private boolean sentAbandoned;
        boolean inFlight;
        int naks;
        int bytes;
        long tsn;

        Piece(PublisherFlow flow, Message message, long number, FragmentControl control, int length) {
            this.flow = flow;
            this.message = message;
            this.number = number;
            this.control = control;
            this.length = length;
        }
    }

    private final long flowId;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private OptionList options;
    private long lastNumber;

    PublisherFlow(long flowId, String metadata) {
        this.flowId = flowId;
        options = new FlowOptions(Bytes.ofUtf8(metadata), null).toOptionList();
    }

    long flowId() {
        return flowId;
    }

    void add(Message message, int length) {
        for (int from = 0; from < length; from += FRAGMENT_BYTES) {
            int count = Math.min(FRAGMENT_BYTES, length - from);
            var control = FragmentControl.of(from == 0, from + count == length);
            queue.add(new Piece(this, message, ++lastNumber, control, count));
        }
    }

    /** Puts as many pieces as fit into {@code packet}; {@code sent} gets each of them. */
    void fill(DataPacket packet, Consumer<Piece> sent, long nowNanos) {
        trim(nowNanos);
        long forward = forwardNumber(nowNanos);
        for (var piece : queue) {
            if (!piece.inFlight && !send(piece, forward, packet, sent, nowNanos)) {
                return;
            }
        }
    }

    private boolean send(Piece piece, long forward, DataPacket packet, Consumer<Piece> sent, long nowNanos) {
        boolean abandon = piece.message.isAbandoned(nowNanos);
        var data = Bytes.wrap(new byte[abandon ? 0 : piece.length]);
        var present = packet.hasUserData() ? OptionList.EMPTY : options;
        var fragment = new UserFragment(piece.control, abandon, false, present, data);
        piece.bytes = packet.offer(new UserData(flowId, piece.number, piece.number - forward, fragment));
        if (piece.bytes == 0) {
            return false;
        }
        piece.message.started = true;
        piece.sentAbandoned = abandon;
        piece.inFlight = true;
        piece.naks = 0;
        sent.accept(piece);
        return true;
    }

    /** Takes the acknowledged pieces out; as many publishers do, it ignores the bits of a bitmap. */
    void acknowledged(DataAcknowledgement ack, Consumer<Piece> arrived) {
        options = OptionList.EMPTY;
        queue.removeIf(piece -> {
            boolean isAcknowledged = piece.number <= ack.cumulativeAck()
                    || (ack instanceof DataAcknowledgementRanges ranges
                            && ranges.ranges().stream()
                                    .anyMatch(r -> piece.number >= r.first() && piece.number <= r.last()));
            if (isAcknowledged) {
                arrived.accept(piece);
            }
            return isAcknowledged;
        });
    }

    private void trim(long nowNanos) {
        while (queue.size() > 1
                && !queue.getFirst().inFlight
                && queue.getFirst().message.isAbandoned(nowNanos)) {
            queue.removeFirst();
        }
    }

    private long forwardNumber(long nowNanos) {
        var first = queue.peekFirst();
        if (first == null) {
            return lastNumber;
        }
        boolean isGivenUp = first.inFlight ? first.sentAbandoned : first.message.isAbandoned(nowNanos);
        return isGivenUp ? first.number : first.number - 1;
    }
}
