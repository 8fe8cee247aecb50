package org.tcserver.pushav.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The uploads below one {@code session_N}. Guarded by its stream's lock. */
final class SessionState {
    /** The progress of a session, without its content; {@code expectedTracks} is -1 if unknown. */
    record Progress(long id, int expectedTracks, boolean dynamicMpd, boolean complete) {}

    private final long id;
    private final Map<String, Boolean> segments = new LinkedHashMap<>();
    private final Map<String, Boolean> manifests = new LinkedHashMap<>();
    private final Map<String, TrackState> tracks = new LinkedHashMap<>();
    private int expectedTracks = -1;
    private boolean dynamicMpd;
    private boolean complete;

    SessionState(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    /** Maps the path of each init and media segment to whether the client presented a certificate. */
    Map<String, Boolean> segments() {
        return segments;
    }

    /** Maps the path of each manifest to whether the client presented a certificate. */
    Map<String, Boolean> manifests() {
        return manifests;
    }

    Map<String, TrackState> tracks() {
        return tracks;
    }

    boolean complete() {
        return complete;
    }

    boolean hasManifest() {
        return !manifests.isEmpty();
    }

    boolean hasDynamicMpd() {
        return dynamicMpd;
    }

    boolean hasSegments() {
        return !segments.isEmpty();
    }

    /** Returns the number of tracks that the multi-variant playlist announced, or -1 before it arrives. */
    int expectedTracks() {
        return expectedTracks;
    }

    int completedTracks() {
        return (int) tracks.values().stream()
                .filter(track -> track.stage() == TrackState.Stage.COMPLETED)
                .count();
    }

    /**
     * Returns the track, or a new empty one. The session adds a track only when it receives one of the track's files.
     */
    TrackState track(@Nullable String name) {
        var track = name == null ? null : tracks.get(name);
        return track == null ? new TrackState(name == null ? "" : name) : track;
    }

    void uploaded(UploadRecord upload, MatterPath path) {
        boolean manifest = path.kind() != MatterPath.Kind.INIT && path.kind() != MatterPath.Kind.SEGMENT;
        (manifest ? manifests : segments).put(upload.path().text(), upload.subject() != null);
        switch (path.kind()) {
            case MPD -> mpdUploaded(upload.facts());
            case MULTIVARIANT_PLAYLIST -> multivariantUploaded(upload.facts());
            case MEDIA_PLAYLIST -> started(path).playlistUploaded();
            case INIT -> started(path).initUploaded(upload.path());
            case SEGMENT ->
                started(path).segmentUploaded(upload.path().elements().getLast(), path.segment(), upload);
            default -> throw new IllegalArgumentException("not in a session: " + path.kind());
        }
        complete |= expectedTracks > 0 && completedTracks() >= expectedTracks;
    }

    void deleted(UploadPath path, MatterPath place) {
        segments.remove(path.text());
        manifests.remove(path.text());
        var track = track(place.track());
        track.deleted(path);
        if (track.isEmpty()) {
            tracks.remove(track.name());
        }
    }

    /** Returns whether all uploads of the session were deleted. */
    boolean isEmpty() {
        return segments.isEmpty() && manifests.isEmpty();
    }

    private TrackState started(MatterPath path) {
        return tracks.computeIfAbsent(path.trackOrThrow(), TrackState::new);
    }

    private void mpdUploaded(Facts facts) {
        if (facts instanceof Facts.Mpd mpd) {
            dynamicMpd |= mpd.isDynamic();
            complete |= mpd.isStatic();
        }
    }

    private void multivariantUploaded(Facts facts) {
        if (facts instanceof Facts.Playlist playlist) {
            expectedTracks = playlist.trackLines();
        }
    }

    Progress progress() {
        return new Progress(id, expectedTracks, dynamicMpd, complete);
    }

    /** Restores the given progress and replaces the current one. */
    void resume(Progress progress) {
        expectedTracks = progress.expectedTracks();
        dynamicMpd = progress.dynamicMpd();
        complete = progress.complete();
    }

    /** Restores the progress of a track, and makes it the last one in the order of tracks. */
    void resume(TrackState.Progress progress) {
        var track = tracks.remove(progress.name());
        var resumed = track == null ? new TrackState(progress.name()) : track;
        resumed.resume(progress);
        tracks.put(progress.name(), resumed);
    }

    /** Returns a snapshot of the session. */
    StreamView.Session view() {
        return new StreamView.Session(
                id,
                new LinkedHashMap<>(segments),
                new LinkedHashMap<>(manifests),
                complete,
                tracks.values().stream()
                        .map(track ->
                                new StreamView.Track(track.name(), track.stage().toString(), track.segmentCount()))
                        .toList(),
                expectedTracks,
                completedTracks());
    }
}
