package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.AmfEmpty;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Protocol;

class ControlCommandsTest {
    private static final String RESULT = "0: _result 7 null undefined";

    private final TestServer server = new TestServer(TestServer.OPEN);
    private TestClient one;
    private TestClient two;
    private String idOfTwo = "";
    private String idOfOne = "";

    @BeforeEach
    void connect() throws Exception {
        one = server.open();
        one.connect("live");
        idOfOne = one.connectionId();
        one.heard();
        two = server.open();
        two.connect("live");
        idOfTwo = two.connectionId();
        two.heard();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void createsStreamsFromOneOn() throws Exception {
        one.command(0, "createStream", 0);
        one.command(0, "createStream", 5);
        one.assertHeard("0: _result 0 null 1", "0: _result 5 null 2");
        assertTrue(server.events("createStream").getLast().contains("\"streamID\":2"));
    }

    @Test
    void createsNoMoreThanTheLimit() throws Exception {
        for (int i = 0; i < 1024; i++) {
            one.createStream();
        }
        var error = assertThrows(ProtocolException.class, () -> one.command(0, "createStream", 5));
        assertEquals("too-many-streams", error.getMessage());
        one.command(0, "deleteStream", 0, AmfValue.of(7));
        one.command(0, "createStream", 5);
        one.assertHeard("0: _result 5 null 1025");
    }

    @Test
    void streamIdsStayLowEnoughForChunkStreams() throws Exception {
        one.createStream();
        for (int i = 2; i <= SessionParameters.MAX_STREAM_ID; i++) {
            one.createStream();
            one.command(0, "deleteStream", 0, AmfValue.of(i));
        }
        one.command(0, "createStream", 5);
        one.assertHeard("0: _result 5 null 2");
    }

    @Test
    void deletesStreamsWithAllTheyDo() throws Exception {
        one.createStream();
        two.createStream();
        one.publish(1, "foo");
        two.play(1, "foo");
        one.heard();
        two.heard();
        one.command(0, "deleteStream", 7, AmfValue.of(1));
        one.assertHeard(RESULT);
        assertEquals(List.of(1), one.connection.finished);
        two.assertHeardCodes("1: onStatus 0 null NetStream.Play.UnpublishNotify");
        one.command(0, "deleteStream", 7, AmfValue.of(1));
        one.command(0, "deleteStream", 7, AmfValue.of("1"));
        one.command(0, "deleteStream", 7);
        one.assertHeard(RESULT, RESULT, RESULT);
        assertThrows(ProtocolException.class, () -> one.publish(1, "foo"));
        assertEquals(1, server.events("deleteStream").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deleteStream",
                "releaseStream",
                "relay",
                "watch",
                "setPeerInfo",
                "FCUnpublish",
                "FCUnsubscribe",
                "_checkbw",
                "checkBandwidth",
                "@setDataFrame"
            })
    void answersWhoWantsAnAnswer(String name) throws Exception {
        one.command(0, name, 7);
        one.assertHeard(RESULT);
        one.command(0, name, 0);
        one.command(0, name, -1);
        one.command(0, name, Double.NaN);
        one.assertHeard();
    }

    @Test
    void getStreamLength() throws Exception {
        one.command(0, "getStreamLength", 7, AmfValue.of("foo"));
        one.assertHeard("0: _result 7 null 0");
        one.command(0, "getStreamLength", 0, AmfValue.of("foo"));
        one.assertHeard();
    }

    @Test
    void fcPublish() throws Exception {
        one.command(0, "FCPublish", 7, AmfValue.of("foo"));
        one.assertHeard(
                RESULT,
                "0: onFCPublish 0 null {level=status, code=NetStream.Publish.Start,"
                        + " description=FCPublish to stream foo}");
        one.command(0, "FCPublish", 0, AmfValue.of("foo"));
        one.assertHeard();
    }

    @Test
    void fcSubscribe() throws Exception {
        one.command(0, "FCSubscribe", 7, AmfValue.of("foo"));
        one.assertHeard(
                RESULT,
                "0: onFCSubscribe 0 null {level=status, code=NetStream.Play.Start,"
                        + " description=Started playing foo}");
    }

    @Test
    void unknownCommands() throws Exception {
        one.command(0, "foo", 7);
        one.assertHeard("0: _error 7 null {level=error, code=NetConnection.Call.Failed,"
                + " description=Method not found, detail=foo}");
        one.command(0, "foo", 0);
        one.command(0, "_result", 7);
        one.command(0, "_error", 7);
        one.command(0, "onStatus", 7);
        one.assertHeard();
    }

    @Test
    void argumentsCountAsFarAsTheyDecode() throws Exception {
        one.message(0, MessageType.COMMAND_AMF0, "02 000c 'createStream' 00 4000000000000000 05 ff ff");
        one.message(0, MessageType.COMMAND_AMF0, "02 000c 'createStream' 00 4000000000000000 03 0001");
        one.assertHeard("0: _result 2 null 1", "0: _result 2 null 2");
    }

    @Test
    void releaseStreamIsLogged() throws Exception {
        one.command(0, "releaseStream", 7, AmfValue.of("foo?token=x"));
        one.assertHeard(RESULT);
        var event = server.events("releaseStream").getFirst();
        assertTrue(event.contains("\"name\":\"foo?token=***\""), event);
        assertTrue(event.contains("\"hashname\":\"sha256:"), event);
    }

    @Test
    void relays() throws Exception {
        one.command(
                0,
                "relay",
                7,
                AmfValue.of(idOfTwo.toUpperCase(Locale.ROOT)),
                AmfValue.of("this is a relay message"),
                AmfValue.of(5));
        one.assertHeard(RESULT);
        two.assertHeard("0: onRelay 0 null {sender=" + idOfOne + "} this is a relay message 5");
        one.command(0, "relay", 0, AmfValue.of("abcd"), AmfValue.of(5));
        one.command(0, "relay", 0, AmfValue.of(5), AmfValue.of(5));
        one.command(0, "relay", 0, AmfValue.of(idOfOne), AmfValue.of(6));
        one.assertHeard("0: onRelay 0 null {sender=" + idOfOne + "} 6");
        var events = server.events("relay");
        assertEquals(3, events.size());
        assertTrue(
                events.getFirst().contains("\"target\":\"" + idOfTwo + "\",\"targetAddress\":\"192.0.2.1:4711\""),
                events.getFirst());
        assertTrue(events.get(1).contains("\"found\":false"), events.get(1));
    }

    @Test
    void relaysAcrossApps() throws Exception {
        var far = server.open();
        far.connect("other");
        var id = far.connectionId();
        far.heard();
        one.command(0, "relay", 0, AmfValue.of(id), AmfValue.of(true));
        far.assertHeard("0: onRelay 0 null {sender=" + idOfOne + "} true");
    }

    @Test
    void broadcasts() throws Exception {
        var far = server.connected("other");
        one.command(0, "broadcast", 7, AmfValue.of("this is a broadcast"), AmfValue.of("foo"));
        var expected = "0: onRelay 0 null {sender=" + idOfOne + "} this is a broadcast foo";
        one.assertHeard(RESULT, expected);
        two.assertHeard(expected);
        far.assertHeard();
        assertEquals(1, server.events("broadcast").size());
    }

    @Test
    void tellsTheSendersName() throws Exception {
        try (var locked = new TestServer(TestServer.LOCKED)) {
            var client = locked.open();
            client.connect(
                    AmfObject.builder().member("app", "live").build(),
                    AmfValue.of("name=mike"),
                    AmfValue.of(AuthToken.of(TestServer.KEY, "name=mike@live")));
            var id = client.connectionId();
            client.heard();
            client.command(0, "broadcast", 0);
            client.assertHeard("0: onRelay 0 null {sender=" + id + ", senderName=mike}");
        }
    }

    @Test
    void watches() throws Exception {
        one.command(0, "watch", 7, AmfValue.of(idOfTwo));
        one.assertHeard(RESULT);
        two.handler.closed();
        one.assertHeard("0: onDisconnected 0 null " + idOfTwo);
        one.command(0, "watch", 0, AmfValue.of(idOfTwo));
        one.assertHeard("0: onDisconnected 0 null " + idOfTwo);
        one.command(0, "watch", 0, AmfValue.of(idOfOne));
        one.assertHeard();
        var events = server.events("watch");
        assertTrue(events.get(0).contains("\"status\":\"found\",\"target\":\"" + idOfTwo), events.get(0));
        assertTrue(events.get(1).contains("\"status\":\"not-found\""), events.get(1));
        assertTrue(events.get(2).contains("\"status\":\"self\""), events.get(2));
    }

    @Test
    void echoesWhatCannotBeWatched() throws Exception {
        one.command(0, "watch", 0, AmfValue.of("xyz"));
        one.command(0, "watch", 0, AmfValue.of("abc"));
        one.command(0, "watch", 0, AmfValue.of(""));
        one.command(0, "watch", 0, AmfValue.of(5));
        one.command(0, "watch", 0, AmfEmpty.UNDEFINED);
        one.command(0, "watch", 0);
        one.assertHeard(
                "0: onDisconnected 0 null xyz",
                "0: onDisconnected 0 null abc",
                "0: onDisconnected 0 null ",
                "0: onDisconnected 0 null 5",
                "0: onDisconnected 0 null undefined");
        assertTrue(server.events("watch").stream().allMatch(event -> event.contains("\"status\":\"malformed\"")));
        assertEquals(5, server.events("watch").size());
    }

    @Test
    void numberOfWatchesIsLimited() throws Exception {
        for (int i = 0; i < 1024; i++) {
            var other = server.open();
            other.connect("live");
            one.command(0, "watch", 0, AmfValue.of(other.connectionId()));
        }
        var error = assertThrows(ProtocolException.class, () -> one.command(0, "watch", 0, AmfValue.of(idOfTwo)));
        assertEquals("too-many-watches", error.getMessage());
    }

    @Test
    void setPeerInfoIsKeptForRtmfp() throws Exception {
        var rtmfp = server.open(FakeConnection.rtmfp());
        rtmfp.connect("live");
        rtmfp.command(0, "setPeerInfo", 0);
        assertEquals(List.of(), rtmfp.connection.peerInfo);
        rtmfp.command(
                0,
                "setPeerInfo",
                0,
                AmfValue.of("192.0.2.129:50001"),
                AmfValue.of(5),
                AmfValue.of("localhost:1"),
                AmfValue.of("[2001:db8:1::2]:50002"));
        assertEquals(
                List.of(new InetSocketAddress("192.0.2.129", 50_001), new InetSocketAddress("2001:db8:1::2", 50_002)),
                rtmfp.connection.peerInfo);
        assertTrue(server.events("setPeerInfo")
                .getLast()
                .contains("\"addresses\":[\"192.0.2.129:50001\",\"[2001:db8:1::2]:50002\"]"));
    }

    @Test
    void setPeerInfoIsIgnoredOverTcp() throws Exception {
        one.command(0, "setPeerInfo", 7, AmfValue.of("192.0.2.129:50001"));
        one.assertHeard(RESULT);
        assertNull(one.connection.peerInfo);
        assertEquals(List.of(), server.events("setPeerInfo"));
    }

    @Test
    void addressChangeIsAnnounced() {
        one.connection.farAddress = "192.0.2.9:9";
        one.handler.addressChanged("192.0.2.1:4711");
        one.assertHeardCodes("0: onStatus 0 null NetConnection.AddressChange.Notify");
        var event = server.events("address-change").getFirst();
        assertTrue(event.contains("\"address\":\"192.0.2.9:9\""), event);
        assertTrue(event.contains("\"oldAddress\":\"192.0.2.1:4711\""), event);
    }

    @Test
    void transportsTellWhatOnlyTheyKnow() {
        one.connection.protocol = Protocol.RTMFP;
        one.handler.controlAccepted();
        one.connection.protocol = Protocol.RTWS;
        one.handler.controlAccepted();
        one.handler.introduced("192.0.2.7:7");
        assertEquals(1, server.events("accept-control").size(), "over RTMFP it is accept that says so");
        assertTrue(server.events("rtmfp-intro").getFirst().contains("\"initiator\":\"192.0.2.7:7\""));
    }

    @Test
    void encodersThatWantNoAnswerGetNone() throws Exception {
        one.command(0, "releaseStream", 0, AmfValue.of("foo"));
        one.command(0, "FCPublish", 0, AmfValue.of("foo"));
        one.command(0, "createStream", 4);
        one.assertHeard("0: _result 4 null 1");
        assertFalse(one.connection.isClosed());
    }
}
