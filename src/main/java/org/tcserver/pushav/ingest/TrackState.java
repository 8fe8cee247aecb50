package org.tcserver.pushav.ingest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the uploads of one track have come. Guarded by its stream's lock. */
final class TrackState {
    /** {@code NOT_STARTED → INITIAL_PLAYLIST_UPLOADED (HLS) → INIT_UPLOADED → SEGMENTS_UPLOADING → COMPLETED}. */
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

    /** How far a track has come, apart from what is there of it; {@code lastNumber} is that of its newest segment, or -1. */
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

    /** Where its init segment is, the newest if there are several, null before there is one. */
    @Nullable UploadPath init() {
        return inits.isEmpty() ? null : inits.getLast();
    }

    boolean hasSegments() {
        return !segments.isEmpty();
    }

    int segmentCount() {
        return segments.size();
    }

    /** The number of the segment uploaded last, -1 if there is none. */
    long lastNumber() {
        return lastNumber;
    }

    /** File name to announced duration in seconds (-1 if none was announced) of each segment. */
    Map<String, Double> segments() {
        return segments;
    }

    /** What is known of the media uploaded last: where it ends and which fragment it ends with. */
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

    /** Whether nothing is there that was uploaded to it. */
    boolean isEmpty() {
        return segments.isEmpty() && inits.isEmpty() && !playlist;
    }

    Progress progress() {
        return new Progress(name, stage, playlist, lastNumber, lastMedia);
    }

    /** Goes on from there, whatever came before. */
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
