package org.tcserver.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.AmfMembers;
import org.tcserver.hub.Parameters;

/**
 * A {@code connect} command (RTMP 1.0 §7.2.1.1). Immutable.
 *
 * @param object the command object
 * @param tcUrl as sent, or null
 * @param requestedApp as sent, or the path of {@code tcUrl}; null if both are absent
 * @param credentials null if the argument after the command object is not a string
 * @param login the parameters in the query
 */
record ConnectRequest(
        double transactionId,
        AmfMembers object,
        @Nullable String tcUrl,
        @Nullable String requestedApp,
        @Nullable Credentials credentials,
        LoginQuery login) {
    private static final int COMMAND_OBJECT = 2;

    static ConnectRequest of(Command command) throws ProtocolException {
        var arguments = command.arguments();
        if (arguments.count() <= COMMAND_OBJECT) {
            throw new ProtocolException("connect-missing-arg");
        }
        var object = arguments.object(COMMAND_OBJECT);
        if (object == null) {
            throw new ProtocolException("connect-missing-command-object");
        }
        return of(command.transactionId(), object, arguments);
    }

    private static ConnectRequest of(double transactionId, AmfMembers object, Amf0Arguments arguments) {
        var tcUrl = object.string("tcUrl");
        var app = object.string("app");
        if (app == null && tcUrl != null) {
            app = TcUrl.parse(tcUrl).path();
        }
        var login = LoginQuery.of(app, tcUrl);
        return new ConnectRequest(transactionId, object, tcUrl, app, Credentials.of(arguments), login);
    }

    /** Returns the object encoding for the reply: the client's own, or 0 if that is not a number. */
    double objectEncoding() {
        var encoding = object.number("objectEncoding");
        return encoding == null ? 0 : encoding;
    }

    boolean hasFourCcList() {
        return object.members().containsKey("fourCcList");
    }

    /** Returns the limit on queuing delay that the client requests with {@code delaycc}, or null. */
    @Nullable Duration extraDelayLimit() {
        if (tcUrl == null) {
            return null;
        }
        double seconds =
                Parameters.ofQuery(TcUrl.parse(tcUrl).query()).number("delaycc").orElse(-1);
        if (seconds < 0) {
            return null;
        }
        double capped = Math.min(seconds, (double) SessionSettings.MAX_EXTRA_DELAY.toSeconds());
        return Duration.ofNanos((long) (capped * 1e9));
    }
}
