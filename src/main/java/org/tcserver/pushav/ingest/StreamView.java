package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A snapshot of a stream. Immutable. */
public record StreamView(
        StreamSettings settings,
        List<String> trackNames,
        List<Session> sessions,
        List<UploadedFile> files,
        List<Progress> inProgress) {
    /**
     * One session.
     *
     * @param segments maps the path of each init and media segment to whether the client presented a certificate
     * @param expectedTracks -1 if no multi-variant playlist announced the number
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

    /** An upload in progress. */
    public record Progress(UploadPath path, Instant startedAt, long bytes) {}

    /** Returns the number of paths with errors. */
    public long errorCount() {
        return files.stream().filter(file -> !file.valid()).count();
    }
}
