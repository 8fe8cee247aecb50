package org.tcserver.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The members that every event of a stream contains. Immutable.
 *
 * @param name the name that is published or played, or null
 * @param duration the media time since the start of publishing or playing
 */
public record StreamMembers(int streamID, @Nullable Name name, Duration duration, State state) {
    /** The current activity of a stream. */
    public enum State {
        IDLE("idle"),
        PUBLISHING("publishing"),
        PLAYING("playing");

        private final String text;

        State(String text) {
            this.text = text;
        }
    }

    /**
     * The name of a stream.
     *
     * @param name as given by the client, without the part from {@code ?} on
     * @param hashname {@code sha256:} and 64 hexadecimal digits
     * @param query the part after the {@code ?}, may be empty
     */
    public record Name(String name, String hashname, String query) {
        /** Adds all members. */
        public void describe(Members members) {
            members.put("name", name).put("hashname", hashname).put("query", query);
        }
    }

    void describe(Members members) {
        members.put("streamID", streamID)
                .put("duration", Json.seconds(duration.toMillis()))
                .put("state", state.text);
        if (name != null) {
            name.describe(members);
        }
    }
}
