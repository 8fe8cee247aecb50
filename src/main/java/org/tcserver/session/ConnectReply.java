package org.tcserver.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfStrictArray;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.Commands;
import org.tcserver.tc.TcMessage;

/** The {@code _result} of a {@code connect} that succeeded; the members' order is the one that clients know. */
final class ConnectReply {
    /** "Can forward": capability flag of Enhanced RTMP's FourCC info maps. */
    private static final double CAN_FORWARD = 4;

    private static final AmfObject FORWARDS_ANYTHING = new AmfObject(Map.of("*", AmfValue.of(CAN_FORWARD)));

    private ConnectReply() {}

    /** {@code authToken} proves that we know the client's token too; null: not told. */
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
        // Some cameras fail on any array in the result: only who knows this member gets it.
        if (request.hasFourCcList()) {
            info.member("fourCcList", AmfStrictArray.of(AmfValue.of("*")));
        }
        return Commands.result(request.transactionId(), info.build());
    }
}
