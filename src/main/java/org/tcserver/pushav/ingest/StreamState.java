package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The state of a stream's uploads, derived only from their records, in order. Guarded by its stream's lock. */
final class StreamState {
    private static final int LINES_OF_STREAM = 3;

    private final Map<String, UploadedFile> files = new LinkedHashMap<>();
    private final TreeMap<Long, SessionState> sessions = new TreeMap<>();
    private final Map<String, UploadedFile> failures = new LinkedHashMap<>();
    private List<String> trackNames = List.of();
    private long lastNumber;
    private long records;

    Collection<UploadedFile> files() {
        return files.values();
    }

    @Nullable UploadedFile file(UploadPath path) {
        return files.get(path.text());
    }

    Collection<SessionState> sessions() {
        return sessions.values();
    }

    /**
     * Returns the session with the number, or a new empty one. The state adds a session only when it receives an
     * upload.
     */
    SessionState session(long id) {
        var session = sessions.get(id);
        return session == null ? new SessionState(id) : session;
    }

    boolean hasSession(long id) {
        return sessions.containsKey(id);
    }

    /** Returns the highest session number, or -1 if there are no sessions. */
    long lastSession() {
        return sessions.isEmpty() ? -1 : sessions.lastKey();
    }

    /** Returns the allowed track names; an empty list allows all. */
    List<String> trackNames() {
        return trackNames;
    }

    void trackNames(List<String> names) {
        trackNames = List.copyOf(names);
    }

    /**
     * Returns whether content of this kind is the path's current content: the accepted one, or a refused one if nothing
     * was accepted.
     */
    boolean stands(UploadPath path, boolean refused) {
        var file = file(path);
        return file != null && (file.standing() == null) == refused;
    }

    /** Returns the paths without any complete upload whose last attempt satisfies {@code isOver}. */
    List<UploadPath> attempts(Predicate<Instant> isOver) {
        return failures.values().stream()
                .filter(file -> file.refused() < 0)
                .filter(file -> isOver.test(file.latest().at()))
                .map(UploadedFile::path)
                .toList();
    }

    /**
     * Returns paths without accepted content, oldest first, at most {@code limit}; leaves out the newest {@code max}.
     */
    List<UploadedFile> failuresBeyond(int max, int limit) {
        return failures.values().stream()
                .limit(Math.clamp((long) failures.size() - max, 0, limit))
                .toList();
    }

    /** Returns the highest upload number so far, or 0. */
    long lastNumber() {
        return lastNumber;
    }

    void lastNumber(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    /** Returns the numbers of the uploads whose records this state depends on. */
    long[] uploadsOfUse() {
        return files.values().stream().flatMapToLong(UploadedFile::numbers).toArray();
    }

    /** Returns the number of lines in a journal that contains only this state. */
    long lines() {
        long ofSessions = sessions.values().stream()
                .mapToLong(session -> 1 + session.tracks().size())
                .sum();
        return LINES_OF_STREAM + records + ofSessions;
    }

    /** Restores the progress of a session, if the session still has content. */
    void resume(SessionState.Progress progress) {
        var session = sessions.get(progress.id());
        if (session != null) {
            session.resume(progress);
        }
    }

    /** Restores the progress of a track, if its session still has content. */
    void resume(long id, TrackState.Progress progress) {
        var session = sessions.get(id);
        if (session != null) {
            session.resume(progress);
        }
    }

    void deleted(UploadPath path) {
        files.computeIfPresent(path.text(), (key, file) -> {
            records -= file.numbers().count();
            failures.remove(key);
            return null;
        });
        var place = MatterPath.of(path);
        var session = sessions.get(place.session());
        if (session != null) {
            session.deleted(path, place);
            if (session.isEmpty()) {
                sessions.remove(place.session());
            }
        }
    }

    void uploaded(UploadRecord upload) {
        var key = upload.path().text();
        var before = files.remove(key);
        var after = before == null ? first(upload) : next(before, upload);
        files.put(key, after);
        failures.remove(key);
        if (after.standing() == null) {
            failures.put(key, after);
        }
        records +=
                after.numbers().count() - (before == null ? 0 : before.numbers().count());
        lastNumber(upload.number());
        var path = MatterPath.of(upload.path());
        if (upload.verdict() == UploadRecord.Verdict.ACCEPTED && path.inSession()) {
            sessions.computeIfAbsent(path.session(), SessionState::new).uploaded(upload, path);
        }
    }

    private static UploadedFile first(UploadRecord upload) {
        boolean accepted = upload.verdict() == UploadRecord.Verdict.ACCEPTED;
        boolean refused = upload.verdict() == UploadRecord.Verdict.REFUSED;
        return new UploadedFile(
                upload,
                accepted ? upload : null,
                accepted ? upload.number() : -1,
                refused ? upload.number() : -1,
                List.of());
    }

    private static UploadedFile next(UploadedFile before, UploadRecord upload) {
        var standing = before.standing();
        return switch (upload.verdict()) {
            case ACCEPTED ->
                new UploadedFile(
                        upload,
                        upload,
                        standing == null ? upload.number() : before.accepted(),
                        before.refused(),
                        history(before, before.latest(), upload.former()));
            case REFUSED ->
                new UploadedFile(
                        upload,
                        standing,
                        before.accepted(),
                        upload.number(),
                        history(before, before.latest(), upload.former()));
            // accepted content stays current, so only the history records the attempt; without it the attempt becomes
            // the latest
            case CUT_OFF -> {
                boolean tellsAll = standing == null;
                yield new UploadedFile(
                        tellsAll ? upload : before.latest(),
                        standing,
                        before.accepted(),
                        before.refused(),
                        tellsAll ? history(before, before.latest(), upload.former()) : history(before, upload, null));
            }
        };
    }

    private static List<UploadedFile.Former> history(UploadedFile before, UploadRecord past, @Nullable String kept) {
        var history = new ArrayList<>(before.history());
        history.add(new UploadedFile.Former(past.number(), past.at(), past.verdict(), past.reasons(), kept));
        int surplus = Math.max(0, history.size() - UploadedFile.MAX_HISTORY);
        return List.copyOf(history.subList(surplus, history.size()));
    }
}
