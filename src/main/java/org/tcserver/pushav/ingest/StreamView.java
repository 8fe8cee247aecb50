package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A stream as it was at one moment. Immutable. */
public record StreamView(
        StreamSettings settings,
        List<String> trackNames,
        List<Session> sessions,
        List<UploadedFile> files,
        List<Progress> inProgress) {
    /**
     * One session.
     *
     * @param segments the path of each init and media segment; true where a client certificate was shown
     * @param expectedTracks -1 if no multi-variant playlist said it
     */
    public record Session(
            long id,
            Map<String, Boolean> segments,
            Map<String, Boolean> manifests,
            boolean complete,
            List<Track> tracks,
            int expectedTracks,
            int completedTracks) {}

    /** One track of a session. */
    public record Track(String name, String state, int segmentCount) {}

    /** An upload that is under way. */
    public record Progress(UploadPath path, Instant startedAt, long bytes) {}

    /** How many paths have something wrong. */
    public long errorCount() {
        return files.stream().filter(file -> !file.valid()).count();
    }
}
