package org.tcserver.rtmfp;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;

/** A table of an endpoint's sessions and openings by ID, and of its sessions by path. Confined to its thread. */
final class SessionTable {
    private final SecureRandom random;
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Map<Integer, Opening> openings = new HashMap<>();
    private final Map<Path, Session> byPath = new HashMap<>();

    SessionTable(SecureRandom random) {
        this.random = random;
    }

    /** Returns an unused ID. */
    int newId() {
        int id;
        do {
            id = random.nextInt();
        } while (id == SessionIdScrambling.STARTUP_SESSION_ID || sessions.containsKey(id) || openings.containsKey(id));
        return id;
    }

    @Nullable Session session(int id) {
        return sessions.get(id);
    }

    @Nullable Opening opening(int id) {
        return openings.get(id);
    }

    /** Returns the open session on {@code path}, or null. */
    @Nullable Session session(Path path) {
        return byPath.get(path);
    }

    /** Returns a snapshot of the sessions that are not closed. */
    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    int size() {
        return sessions.size();
    }

    boolean isFull() {
        return sessions.size() >= RtmfpParameters.MAX_SESSIONS;
    }

    void add(Session session) {
        sessions.put(session.start().receiveSessionId(), session);
        byPath.put(session.path(), session);
    }

    void remove(Session session) {
        sessions.remove(session.start().receiveSessionId(), session);
        byPath.remove(session.path(), session);
    }

    void moved(Session session, Path oldPath) {
        byPath.remove(oldPath, session);
        byPath.put(session.path(), session);
    }

    void add(int id, Opening opening) {
        openings.put(id, opening);
    }

    void removeOpening(int id) {
        openings.remove(id);
    }
}
