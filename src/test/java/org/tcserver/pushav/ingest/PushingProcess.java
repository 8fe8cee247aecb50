package org.tcserver.pushav.ingest;

import static org.tcserver.pushav.ingest.TestUploads.SHOWN;
import static org.tcserver.pushav.ingest.TestUploads.path;
import static org.tcserver.pushav.ingest.TestUploads.put;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * A process that uploads, removes and compacts until it is killed. It prints the number of each acknowledged upload.
 */
final class PushingProcess {
    /** Number of newest uploads that it does not remove. */
    static final int KEPT = 5;

    private PushingProcess() {}

    static String name(long number) {
        return "session_1/v/segment_" + number + ".m4s";
    }

    /**
     * Runs until killed.
     *
     * @param arguments the folder of the stream, and the number of the first upload
     */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var settings = new StreamSettings(1, IngestInterface.CMAF_INGEST, false);
        var opened = PushStream.open(folder, InstantSource.system());
        var stream = opened == null ? PushStream.create(folder, settings, InstantSource.system()) : opened;
        var uploaded = new Semaphore(0);
        Thread.ofPlatform().start(() -> compactForEver(stream, uploaded));
        for (long number = Long.parseLong(arguments[1]); ; number++) {
            put(stream, name(number), "content " + number, SHOWN);
            System.out.println(number);
            stream.delete(path(name(number - KEPT)));
            uploaded.release();
        }
    }

    /** Compacts while uploads continue. */
    private static void compactForEver(PushStream stream, Semaphore uploaded) {
        try {
            while (true) {
                uploaded.acquire();
                stream.upkeep().compact(0);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("compaction failed: " + e);
            Runtime.getRuntime().halt(1);
        }
    }
}
