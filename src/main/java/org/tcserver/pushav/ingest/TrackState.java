package org.tcserver.pushav.ingest;

import java.util.LinkedHashMap;
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

    private final String name;
    private final Map<String, Double> segments = new LinkedHashMap<>();
    private Stage stage = Stage.NOT_STARTED;
    private boolean playlist;
    private @Nullable UploadPath init;
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
        return init != null;
    }

    /** Where its init segment is, null before there is one. */
    @Nullable UploadPath init() {
        return init;
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
        init = path;
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
        if (path.equals(init)) {
            init = null;
        }
    }

    private void advance(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
        }
    }
}
