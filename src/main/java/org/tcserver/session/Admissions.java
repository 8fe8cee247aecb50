package org.tcserver.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.wire.Bytes;

/** Decides which clients may connect. Thread-safe. */
final class Admissions {
    private static final Admission BAD_AUTH = new Admission.Refused("bad-auth", "authentication required");

    private volatile List<Bytes> masterKeys;
    private final AdobeAuth adobe;

    Admissions(List<Bytes> masterKeys, AdobeAuth adobe) {
        this.masterKeys = masterKeys;
        this.adobe = adobe;
    }

    void masterKeys(List<Bytes> keys) {
        masterKeys = List.copyOf(keys);
    }

    /** Decides on a request. {@code unixSeconds} is the current time. */
    Admission of(ConnectRequest request, AppName app, TcConnection connection, double unixSeconds) {
        if (app.asSent().length() > SessionParameters.MAX_NAME_LENGTH) {
            return new Admission.Refused("app-too-long", "the app's name is too long");
        }
        if (masterKeys.isEmpty()) {
            return new Admission.Granted(UserProperties.NONE, null, null);
        }
        if (app.name().indexOf('@') >= 0) { // else a token for "user" in the App "live" opens the App "user@live"
            return new Admission.Refused("app-with-at-sign", "the app's name contains @");
        }
        var credentials = credentials(request);
        if (credentials.isEmpty()) {
            return withoutToken(request, app, connection, unixSeconds);
        }
        for (var each : credentials) {
            var token = each.isTooLong() ? null : each.verify(app, masterKeys, connection.nearNonce());
            if (token != null) {
                return ofUser(each.userName(), hashed(token, connection.farNonce()), unixSeconds);
            }
        }
        return BAD_AUTH;
    }

    /**
     * Returns the credentials in the arguments, or else those in the query: as sent, and also decoded if that differs.
     */
    private static List<Credentials> credentials(ConnectRequest request) {
        if (request.credentials() != null) {
            return List.of(request.credentials());
        }
        var token = request.login().value("token");
        if (token == null) {
            return List.of();
        }
        var users = request.login().users();
        var credentials = new ArrayList<Credentials>();
        users.forEach(user -> credentials.add(new Credentials(user, token)));
        return users.isEmpty() ? List.of(new Credentials(null, token)) : credentials;
    }

    /** Handles a request without a token. Encoders that do not know tokens may know Adobe's login. */
    private Admission withoutToken(ConnectRequest request, AppName app, TcConnection connection, double unixSeconds) {
        var login = request.login();
        if (!AdobeAuth.isAskedFor(login)) {
            boolean isEncoder = connection.protocol() != Protocol.RTMFP
                    && !connection.protocol().isRtws();
            return isEncoder && AdobeAuth.mayBeKnownTo(request.object())
                    ? new Admission.Refused("bad-auth", AdobeAuth.OFFER)
                    : BAD_AUTH;
        }
        if (login.decoded("user").length() > SessionParameters.MAX_NAME_LENGTH) {
            return BAD_AUTH;
        }
        var host = host(connection.farAddress());
        if (!AdobeAuth.isAnswer(login)) {
            return new Admission.Refused("auth-challenge", adobe.challenge(login, host, (long) unixSeconds));
        }
        var user = adobe.verify(login, app, masterKeys, host, (long) unixSeconds);
        return user == null ? new Admission.Refused("bad-auth", adobe.failure()) : ofUser(user, null, unixSeconds);
    }

    private static Admission ofUser(@Nullable String userName, @Nullable String authToken, double unixSeconds) {
        var user = userName == null ? UserProperties.NONE : UserProperties.of(userName);
        var unreadable = user.unreadableLimit();
        if (unreadable != null) {
            return new Admission.Refused("unreadable-property", "the user property " + unreadable + " is not a number");
        }
        if (!user.mayConnect(unixSeconds)) {
            return new Admission.Refused("not-valid-now", "not valid at this time");
        }
        if (user.maxStaySeconds(unixSeconds) <= 0) {
            return new Admission.Refused("expired", "expired");
        }
        return new Admission.Granted(user, userName, authToken);
    }

    private static @Nullable String hashed(String token, Bytes farNonce) {
        return farNonce.isEmpty() ? null : AuthToken.of(farNonce, token);
    }

    /** Returns an address without its port, because a client's next connection uses another port. */
    private static String host(String farAddress) {
        int port = farAddress.lastIndexOf(':');
        return port < 0 ? farAddress : farAddress.substring(0, port);
    }
}
