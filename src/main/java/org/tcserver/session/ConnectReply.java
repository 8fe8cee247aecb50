package org.tcserver.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfStrictArray;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.Commands;
import org.tcserver.tc.TcMessage;

/** The {@code _result} of a successful {@code connect}. Its members have the order that clients expect. */
final class ConnectReply {
    /** The capability flag "can forward" in FourCC info maps of Enhanced RTMP. */
    private static final double CAN_FORWARD = 4;

    private static final AmfObject FORWARDS_ANYTHING = new AmfObject(Map.of("*", AmfValue.of(CAN_FORWARD)));

    private ConnectReply() {}

    /** Creates the reply. {@code authToken} proves that the server knows the client's token, or is null to omit it. */
    static TcMessage of(
            ConnectRequest request, String connectionId, @Nullable String authToken, SessionSettings settings) {
        var info = AmfObject.builder()
                .member("level", "status")
                .member("code", "NetConnection.Connect.Success")
                .member("description", "you connected!")
                .member("connectionID", connectionId)
                .member("objectEncoding", request.objectEncoding())
                .member("authToken", authToken)
                .member("serverFingerprint", settings.serverFingerprint())
                .member("serverInfo", settings.serverInfo())
                .member("capsEx", 0)
                .member("audioFourCcInfoMap", FORWARDS_ANYTHING)
                .member("videoFourCcInfoMap", FORWARDS_ANYTHING);
        // Some cameras fail at any array in the result, so send this only to clients that know the member.
        if (request.hasFourCcList()) {
            info.member("fourCcList", AmfStrictArray.of(AmfValue.of("*")));
        }
        return Commands.result(request.transactionId(), info.build());
    }
}
