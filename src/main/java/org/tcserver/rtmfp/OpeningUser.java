package org.tcserver.rtmfp;

/** The requester of a session with a far end. Called on the endpoint's thread. */
public interface OpeningUser {
    /** Handles the open session. Returns its user. */
    SessionUser opened(Session session);

    /** Handles a failure to open the session. */
    void failed(String reason);
}
