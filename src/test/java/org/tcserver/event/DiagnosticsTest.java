package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiagnosticsTest {
    /** A terminal that accepts no output until the test lets it. */
    private static final class Terminal implements LineWriter.Output {
        final CountDownLatch stuck = new CountDownLatch(1);
        final CountDownLatch reading = new CountDownLatch(1);
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            stuck.countDown();
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            var all = new byte[bytes.remaining()];
            bytes.get(all);
            read.writeBytes(all);
            return all.length;
        }

        List<String> lines() {
            return read.toString(UTF_8).lines().toList();
        }
    }

    private final Terminal terminal = new Terminal();
    private final Diagnostics diagnostics = new Diagnostics(UTF_8, terminal);
    private final PrintStream err = new PrintStream(diagnostics, true, UTF_8);

    @Test
    void countsLinesThatFindNoRoom() throws InterruptedException {
        err.println("first");
        assertTrue(terminal.stuck.await(30, SECONDS));
        for (int i = 0; i < Diagnostics.MAX_LINES + 7; i++) {
            err.println(i);
        }
        terminal.reading.countDown();
        diagnostics.close();
        var lines = terminal.lines();
        assertEquals(Diagnostics.MAX_LINES + 2, lines.size());
        assertEquals("first", lines.getFirst());
        assertEquals("" + (Diagnostics.MAX_LINES - 1), lines.get(Diagnostics.MAX_LINES));
        assertEquals("7 lines were lost here: standard error was not read in time", lines.getLast());
    }

    @Test
    void closesInTimeWithoutAReader() throws InterruptedException {
        err.println("first");
        assertTrue(terminal.stuck.await(30, SECONDS));
        assertTimeout(Duration.ofSeconds(20), diagnostics::close);
        terminal.reading.countDown();
    }

    @Test
    void writesABeginningOfALineAtTheEnd() {
        terminal.reading.countDown();
        err.print("é no end");
        err.flush();
        diagnostics.close();
        assertEquals(List.of("é no end"), terminal.lines());
    }

    @Test
    void masksSecrets() {
        terminal.reading.countDown();
        err.println("failed at rtmp://mike:S3CRET@host/live%3Ftoken=S3CRET");
        diagnostics.close();
        assertEquals(List.of("failed at rtmp://***@host/live%3Ftoken=***"), terminal.lines());
    }

    @Test
    void leavesStackTracesAsTheyAre() {
        terminal.reading.countDown();
        var line = "java.io.IOException: Socket@1f2e: a=b\tat org.tcserver/x.Y(Z.java:1) Thread[#1,main,5]@2c";
        err.println(line);
        diagnostics.close();
        assertEquals(List.of(line), terminal.lines());
    }
}
