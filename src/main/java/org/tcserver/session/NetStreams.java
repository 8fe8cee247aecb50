package org.tcserver.session;

import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ClientEvent;

/** The streams that a client has created. Confined to the connection's thread. */
final class NetStreams {
    private final Login login;
    private final TreeMap<Integer, NetStream> streams = new TreeMap<>();
    private int lastId;

    NetStreams(Login login) {
        this.login = login;
    }

    @Nullable NetStream find(int id) {
        return streams.get(id);
    }

    /** Creates a stream. Avoids recently used IDs, because messages for those may still arrive. */
    NetStream create() throws ProtocolException {
        if (streams.size() >= SessionParameters.MAX_STREAMS) {
            throw new ProtocolException("too-many-streams");
        }
        do {
            lastId = lastId % SessionParameters.MAX_STREAM_ID + 1;
        } while (streams.containsKey(lastId));
        var stream = new NetStream(lastId, login, this::mayPublish, this::playingChanged);
        streams.put(lastId, stream);
        login.connection().memory().charge(SessionParameters.STREAM_BYTES);
        login.client().createStream(lastId);
        return stream;
    }

    /** Deletes a stream and ends its activity. Does nothing if it does not exist. */
    void delete(int id) {
        var stream = streams.remove(id);
        if (stream != null) {
            stream.close();
            login.profile().log(client -> new ClientEvent.DeleteStream(client, id));
            login.client().deleteStream(id);
            stream.finish();
            login.connection().memory().release(SessionParameters.STREAM_BYTES);
        }
    }

    /** Ends the activities of all streams. */
    void closeAll() {
        streams.values().forEach(NetStream::close);
    }

    /** Returns true if there are publishing streams and all of them are congested. */
    boolean isCongested(long nowNanos) {
        boolean congested = false;
        for (var stream : streams.values()) {
            if (stream.isPublishing()) {
                if (!stream.isCongested(nowNanos)) {
                    return false;
                }
                congested = true;
            }
        }
        return congested;
    }

    /** Sets the connection's media lifetime to the shortest among the streams that play. */
    private void playingChanged() {
        streams.values().stream()
                .flatMap(stream -> stream.videoLifetime().stream())
                .min(Duration::compareTo)
                .ifPresent(login.connection()::mediaLifetime);
    }

    private boolean mayPublish() {
        return streams.values().stream().filter(NetStream::isPublishing).count() < login.maxPublishes();
    }
}
