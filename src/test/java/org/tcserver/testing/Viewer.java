package org.tcserver.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that watches a {@link LivePublisher}'s stream, and the messages that it received. */
public record Viewer(String name, TcClient client, List<RtmpMessage> got) implements AutoCloseable {
    /** Connects {@code client} to the app and plays the stream. */
    public static Viewer of(String name, TcClient client, String app, String stream)
            throws IOException, InterruptedException {
        client.connectTo(app);
        client.play(stream);
        return new Viewer(name, client, new ArrayList<>());
    }

    public void watchUntilTheEnd() throws InterruptedException {
        got.addAll(client.take("UnpublishNotify", m -> m.isStatus("NetStream.Play.UnpublishNotify")));
    }

    /** Waits for silence, because messages in other flows may arrive after the end-of-stream notice. */
    public void watchUntilQuiet(Duration quiet) throws InterruptedException {
        got.addAll(client.takeUntilQuiet(quiet));
    }

    public List<RtmpMessage> video() {
        return got.stream()
                .filter(m -> m.type() == RtmpMessage.VIDEO && TestMedia.isCoded(m))
                .toList();
    }

    public List<RtmpMessage> audio() {
        return got.stream().filter(m -> m.type() == RtmpMessage.AUDIO).toList();
    }

    public void assertNoBrokenReference() {
        assertEquals(List.of(), brokenReferences(), name + ": frames without the one before");
    }

    /** Returns the numbers of interframes that do not directly follow their predecessor. */
    public List<Integer> brokenReferences() {
        var broken = new ArrayList<Integer>();
        var previous = -1;
        for (var frame : video()) {
            var number = TestMedia.number(frame);
            if (!TestMedia.isKeyframe(frame) && number != previous + 1) {
                broken.add(number);
            }
            previous = number;
        }
        return broken;
    }

    public void assertAllAudio(Map<Integer, Long> sent) {
        var numbers = audio().stream().map(TestMedia::number).distinct().toList();
        assertEquals(sent.size(), numbers.size(), name + ": audio messages");
    }

    /** Returns the delays of these messages in milliseconds, in ascending order. */
    public static long[] delaysMillis(List<RtmpMessage> messages, Map<Integer, Long> sent) {
        return messages.stream()
                .mapToLong(m -> (m.arrivedNanos() - sent.getOrDefault(TestMedia.number(m), 0L)) / 1_000_000)
                .sorted()
                .toArray();
    }

    /** Checks the 99th percentile of the delays. {@code mostMillis} applies to an idle machine. */
    public static void assertDelay(
            String what, List<RtmpMessage> messages, Map<Integer, Long> sent, long mostMillis, MachineLag lag) {
        var delays = delaysMillis(messages, sent);
        assertTrue(delays.length > 0, what + ": nothing came");
        var p99 = delays[delays.length * 99 / 100];
        assertTrue(p99 <= lag.allow(mostMillis), () -> what + ": p99 of the delay is " + p99 + " ms; " + lag);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
