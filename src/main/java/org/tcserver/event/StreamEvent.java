package org.tcserver.event;

/** A change of a client's stream. Immutable. */
public record StreamEvent(Change change, ClientMembers client, StreamMembers stream) implements Event {
    /** The action of a client on its stream. */
    public enum Change {
        PUBLISH("publish"),
        UNPUBLISH("unpublish"),
        PLAY("play"),
        UNPLAY("unplay"),
        PAUSE("pause"),
        UNPAUSE("unpause"),
        RECEIVE_VIDEO_MUTE("receiveVideo,mute"),
        RECEIVE_VIDEO_UNMUTE("receiveVideo,unmute"),
        RECEIVE_AUDIO_MUTE("receiveAudio,mute"),
        RECEIVE_AUDIO_UNMUTE("receiveAudio,unmute");

        private final String type;

        Change(String type) {
            this.type = type;
        }
    }

    @Override
    public String type() {
        return change.type;
    }

    /** Returns true for publications, which are essential, and false for players, which come and go. */
    @Override
    public boolean isEssential() {
        return change == Change.PUBLISH || change == Change.UNPUBLISH;
    }

    @Override
    public void describe(Members members) {
        client.describe(members);
        stream.describe(members);
    }
}
