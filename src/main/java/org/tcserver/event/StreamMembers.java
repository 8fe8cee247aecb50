package org.tcserver.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a stream tells about it. Immutable.
 *
 * @param name what is published or played, if anything
 * @param duration how much media went through since it was published or played
 */
public record StreamMembers(int streamID, @Nullable Name name, Duration duration, State state) {
    /** What a stream is doing. */
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
     * @param name as the client gave it, before the {@code ?}
     * @param hashname {@code sha256:} and 64 hexadecimal digits
     * @param query what followed the {@code ?}, perhaps nothing
     */
    public record Name(String name, String hashname, String query) {
        /** Adds all of it. */
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
