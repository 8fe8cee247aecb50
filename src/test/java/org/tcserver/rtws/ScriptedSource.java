package org.tcserver.rtws;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowSource;
import org.tcserver.tc.Outgoing;

/** Gives the messages that a test added, unless they are late. */
final class ScriptedSource implements FlowSource {
    private final Queue<Outgoing> messages = new ArrayDeque<>();
    Runnable onEmpty = () -> {};
    boolean finished;
    long rejection = -1;

    void add(Outgoing out) {
        messages.add(out);
    }

    @Override
    public @Nullable FlowMessage next(long nowNanos) {
        for (var out = messages.poll(); out != null; out = messages.poll()) {
            if (!out.isLateToStart(nowNanos)) {
                return FlowMessage.of(out);
            }
            out.abandon();
        }
        onEmpty.run();
        return null;
    }

    @Override
    public void finished() {
        finished = true;
    }

    @Override
    public void rejected(long exceptionCode) {
        rejection = exceptionCode;
    }
}
