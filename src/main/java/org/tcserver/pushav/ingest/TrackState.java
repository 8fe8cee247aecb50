package org.tcserver.pushav.ingest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The upload progress of one track. Guarded by its stream's lock. */
final class TrackState {
    /**
     * The stages of a track: {@code NOT_STARTED → INITIAL_PLAYLIST_UPLOADED (HLS) → INIT_UPLOADED → SEGMENTS_UPLOADING
     * → COMPLETED}.
     */
    enum Stage {
        NOT_STARTED,
        INITIAL_PLAYLIST_UPLOADED,
        INIT_UPLOADED,
        SEGMENTS_UPLOADING,
        COMPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The progress of a track, without its content; {@code lastNumber} is the number of its newest segment, or -1. */
    record Progress(String name, Stage stage, boolean playlist, long lastNumber, Facts.@Nullable Media lastMedia) {}

    private final String name;
    private final Map<String, Double> segments = new LinkedHashMap<>();
    private Stage stage = Stage.NOT_STARTED;
    private boolean playlist;
    private final LinkedHashSet<UploadPath> inits = new LinkedHashSet<>();
    private long lastNumber = -1;
    private Facts.@Nullable Media lastMedia;

    TrackState(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Stage stage() {
        return stage;
    }

    boolean hasPlaylist() {
        return playlist;
    }

    boolean hasInit() {
        return !inits.isEmpty();
    }

    /** Returns the path of the newest init segment, or null before there is one. */
    @Nullable UploadPath init() {
        return inits.isEmpty() ? null : inits.getLast();
    }

    boolean hasSegments() {
        return !segments.isEmpty();
    }

    int segmentCount() {
        return segments.size();
    }

    /** Returns the number of the most recently uploaded segment, or -1. */
    long lastNumber() {
        return lastNumber;
    }

    /** Maps the file name of each segment to its announced duration in seconds, or -1 without one. */
    Map<String, Double> segments() {
        return segments;
    }

    /** Returns the facts of the most recently uploaded media segment, such as its end and last fragment number. */
    Facts.@Nullable Media lastMedia() {
        return lastMedia;
    }

    void initUploaded(UploadPath path) {
        inits.addLast(path);
        advance(Stage.INIT_UPLOADED);
    }

    void segmentUploaded(String fileName, long number, UploadRecord upload) {
        segments.put(fileName, upload.announcedSeconds());
        lastMedia = upload.facts() instanceof Facts.Media media ? media : null;
        lastNumber = number;
        advance(Stage.SEGMENTS_UPLOADING);
    }

    void playlistUploaded() {
        advance(hasSegments() ? Stage.COMPLETED : Stage.INITIAL_PLAYLIST_UPLOADED);
        playlist = true;
    }

    void deleted(UploadPath path) {
        segments.remove(path.elements().getLast());
        inits.remove(path);
    }

    /** Returns whether the track has no uploaded files. */
    boolean isEmpty() {
        return segments.isEmpty() && inits.isEmpty() && !playlist;
    }

    Progress progress() {
        return new Progress(name, stage, playlist, lastNumber, lastMedia);
    }

    /** Restores the given progress and replaces the current one. */
    void resume(Progress progress) {
        stage = progress.stage();
        playlist = progress.playlist();
        lastNumber = progress.lastNumber();
        lastMedia = progress.lastMedia();
    }

    private void advance(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
        }
    }
}
