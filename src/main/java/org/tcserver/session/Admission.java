package org.tcserver.session;

import org.jspecify.annotations.Nullable;
import org.tcserver.tc.TcConnection;
import org.tcserver.wire.Bytes;

/** What becomes of a {@code connect}. Immutable. */
sealed interface Admission {
    /**
     * The client may connect.
     *
     * @param userName the whole name that it authenticated with, if it did with one
     * @param authToken what proves to the client that the server knows its token, if it can be proved
     */
    record Granted(
            UserProperties user,
            @Nullable String userName,
            @Nullable String authToken) implements Admission {}

    /**
     * The client may not connect.
     *
     * @param reason for the event log
     * @param description for the client
     */
    record Refused(String reason, String description) implements Admission {}

    /** Decides; {@code unixSeconds} is now. */
    static Admission of(
            ConnectRequest request, String app, TcConnection connection, SessionSettings settings, double unixSeconds) {
        if (app.length() > SessionParameters.MAX_NAME_LENGTH) {
            return new Refused("app-too-long", "the app's name is too long");
        }
        if (settings.masterKeys().isEmpty()) {
            return new Granted(UserProperties.NONE, null, null);
        }
        var credentials = request.credentials();
        var token = credentials == null || credentials.isTooLong()
                ? null
                : credentials.verify(app, settings.masterKeys(), connection.nearNonce());
        if (credentials == null || token == null) {
            return new Refused("bad-auth", "auth required");
        }
        return ofUser(credentials.userName(), hashed(token, connection.farNonce()), unixSeconds);
    }

    private static Admission ofUser(@Nullable String userName, @Nullable String authToken, double unixSeconds) {
        var user = userName == null ? UserProperties.NONE : UserProperties.of(userName);
        if (!user.mayConnect(unixSeconds)) {
            return new Refused("not-valid-now", "not valid at this time");
        }
        if (user.maxStaySeconds(unixSeconds) <= 0) {
            return new Refused("expired", "expired");
        }
        return new Granted(user, userName, authToken);
    }

    private static @Nullable String hashed(String token, Bytes farNonce) {
        return farNonce.isEmpty() ? null : AuthToken.of(farNonce, token);
    }
}
