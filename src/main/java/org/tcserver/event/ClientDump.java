package org.tcserver.event;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** One client with its streams. */
public record ClientDump(ClientMembers client, Totals totals, List<StreamMembers> streams) {
    public ClientDump {
        streams = List.copyOf(streams);
    }

    /** Adds all data about the client, with at most {@code maxStreams} of its streams. */
    public void describe(Members members, int maxStreams) {
        client.describe(members);
        totals.describe(members);
        members.put(
                "streams",
                streams.stream().limit(maxStreams).map(ClientDump::asMap).toList());
    }

    SortedMap<String, Object> asMap() {
        var members = new Members();
        describe(members, Integer.MAX_VALUE);
        return members.asMap();
    }

    private static Map<String, Object> asMap(StreamMembers stream) {
        var members = new Members();
        stream.describe(members);
        return members.asMap();
    }
}
