package org.tcserver.rtmfp;

/** Who asked for a session with a far end. Called on the endpoint's thread. */
public interface OpeningUser {
    /** The session is open. Answers who uses it. */
    SessionUser opened(Session session);

    /** No session came of it, for this reason. */
    void failed(String reason);
}
