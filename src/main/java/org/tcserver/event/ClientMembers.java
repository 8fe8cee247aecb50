package org.tcserver.event;

import org.jspecify.annotations.Nullable;

/**
 * The members that every event of a client contains. Immutable.
 *
 * @param connectionID in lower-case hexadecimal
 * @param address the far address, with any {@code X-Forwarded-For} values
 * @param app the App's name, after the client has connected
 * @param proto {@code rtmp}, {@code rtmp-simple}, {@code rtws} or {@code rtmfp}
 * @param username the publisher name, if it has one
 */
public record ClientMembers(
        String connectionID,
        String address,
        @Nullable String app,
        String proto,
        @Nullable String username) {
    void describe(Members members) {
        members.put("connectionID", connectionID)
                .put("address", address)
                .put("app", app)
                .put("proto", proto)
                .put("username", username);
    }
}
