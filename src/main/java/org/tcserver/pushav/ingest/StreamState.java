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

/**
 * What is known of a stream's uploads, derived from their records alone, in order. Guarded by its stream's lock.
 */
final class StreamState {
    private final Map<String, UploadedFile> files = new LinkedHashMap<>();
    private final TreeMap<Long, SessionState> sessions = new TreeMap<>();
    private List<String> trackNames = List.of();

    Collection<UploadedFile> files() {
        return files.values();
    }

    @Nullable UploadedFile file(UploadPath path) {
        return files.get(path.text());
    }

    Collection<SessionState> sessions() {
        return sessions.values();
    }

    /** The session of that number, or an empty one, not kept before something is uploaded to it. */
    SessionState session(long id) {
        var session = sessions.get(id);
        return session == null ? new SessionState(id) : session;
    }

    boolean hasSession(long id) {
        return sessions.containsKey(id);
    }

    /** The highest number of a session, -1 if there is none. */
    long lastSession() {
        return sessions.isEmpty() ? -1 : sessions.lastKey();
    }

    /** The track names that uploads may have; any, if empty. */
    List<String> trackNames() {
        return trackNames;
    }

    void trackNames(List<String> names) {
        trackNames = List.copyOf(names);
    }

    /** Whether the content at a path is all there is of it: what was accepted, or what was refused where nothing else is. */
    boolean stands(UploadPath path, boolean refused) {
        var file = file(path);
        return file != null && (file.standing() == null) == refused;
    }

    /** Where nothing was ever whole, and the last attempt {@code isOver}. */
    List<UploadPath> attempts(Predicate<Instant> isOver) {
        return files.values().stream()
                .filter(file -> file.standing() == null && !file.refusedKept())
                .filter(file -> isOver.test(file.latest().at()))
                .map(UploadedFile::path)
                .toList();
    }

    void deleted(UploadPath path) {
        files.remove(path.text());
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
        files.put(key, before == null ? first(upload) : next(before, upload));
        var path = MatterPath.of(upload.path());
        if (upload.verdict() == UploadRecord.Verdict.ACCEPTED && path.inSession()) {
            sessions.computeIfAbsent(path.session(), SessionState::new).uploaded(upload, path);
        }
    }

    private static UploadedFile first(UploadRecord upload) {
        return new UploadedFile(
                upload,
                upload.verdict() == UploadRecord.Verdict.ACCEPTED ? upload : null,
                upload.verdict() == UploadRecord.Verdict.REFUSED,
                List.of());
    }

    private static UploadedFile next(UploadedFile before, UploadRecord upload) {
        boolean refusedKept = before.refusedKept() || upload.verdict() == UploadRecord.Verdict.REFUSED;
        return switch (upload.verdict()) {
            case ACCEPTED ->
                new UploadedFile(upload, upload, refusedKept, history(before, before.latest(), upload.former()));
            case REFUSED ->
                new UploadedFile(
                        upload, before.standing(), refusedKept, history(before, before.latest(), upload.former()));
            // what stands goes on standing: only the history tells of the attempt, unless nothing stands
            case CUT_OFF ->
                before.standing() == null
                        ? new UploadedFile(upload, null, refusedKept, history(before, before.latest(), upload.former()))
                        : new UploadedFile(
                                before.latest(), before.standing(), refusedKept, history(before, upload, null));
        };
    }

    private static List<UploadedFile.Former> history(UploadedFile before, UploadRecord past, @Nullable String kept) {
        var history = new ArrayList<>(before.history());
        history.add(new UploadedFile.Former(past.at(), past.verdict(), past.reasons(), kept));
        int surplus = Math.max(0, history.size() - UploadedFile.MAX_HISTORY);
        return List.copyOf(history.subList(surplus, history.size()));
    }
}
