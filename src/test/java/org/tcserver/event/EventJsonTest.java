package org.tcserver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the JSON of each event type, member by member. */
final class EventJsonTest {
    private static final ClientMembers CLIENT =
            new ClientMembers("0a1b", "127.0.0.1:5000;10.0.0.1", "live", "rtmp", "mike");
    private static final ClientMembers STRANGER = new ClientMembers("0a1b", "127.0.0.1:5000", null, "rtmp", null);
    private static final String CLIENT_JSON = "'address':'127.0.0.1:5000;10.0.0.1','app':'live','connectionID':'0a1b'";
    private static final StreamMembers STREAM = new StreamMembers(
            1,
            new StreamMembers.Name("foo", "sha256:2c26", "asis&token=s3"),
            Duration.ofNanos(1_234_567_890),
            StreamMembers.State.PLAYING);
    private static final Totals TOTALS = new Totals(
            new Totals.Use(1, Duration.ofMillis(1_499)),
            new Totals.Use(2, Duration.ofMillis(1_500)),
            3,
            new Totals.Relays(4, 5, 6, 7));

    private static String json(Event event) {
        var members = new Members().put("@type", event.type());
        event.describe(members);
        return Json.line(members.asMap()).replace('"', '\'').strip();
    }

    record Sample(Event event, String json) {}

    static Stream<Sample> serverEvents() {
        return Stream.of(
                new Sample(new ServerEvent.Rtmfp("4e47"), "{'@type':'rtmfp','fingerprint':'4e47'}"),
                new Sample(
                        new ServerEvent.Listen("rtmp", "[::1]:1935"),
                        "{'@type':'listen','bind':'[::1]:1935','proto':'rtmp'}"),
                new Sample(new ServerEvent.Run(), "{'@type':'run'}"),
                new Sample(
                        new ServerEvent.Accept("rtmfp", "10.0.0.1:9", null, "ab"),
                        "{'@type':'accept','address':'10.0.0.1:9','peerID':'ab','proto':'rtmfp'}"),
                new Sample(
                        new ServerEvent.Accept("rtmp", "10.0.0.1:9", null, null),
                        "{'@type':'accept','address':'10.0.0.1:9','proto':'rtmp'}"),
                new Sample(
                        new ServerEvent.Accept("rtmp", "203.0.113.7:9", "10.0.0.1:9", null),
                        "{'@type':'accept','address':'203.0.113.7:9','proto':'rtmp','proxy':'10.0.0.1:9'}"),
                new Sample(
                        new ServerEvent.ProxyError("rtmp", "10.0.0.1:9", "why"),
                        "{'@type':'proxy-error','address':'10.0.0.1:9','proto':'rtmp','reason':'why'}"),
                new Sample(
                        new ServerEvent.Lookup("10.0.0.1:9", "ab"),
                        "{'@type':'lookup','address':'10.0.0.1:9','target':'ab'}"),
                new Sample(new AppEvent.Create("live"), "{'@type':'create-app','app':'live'}"),
                new Sample(
                        new AppEvent.Destroy("live", 7, 6, TOTALS),
                        "{'@type':'destroy-app','app':'live','broadcasts':3,'connects':7,'maxClients':6,"
                                + "'playedDuration':2,'plays':2,'publishedDuration':1,'publishes':1,"
                                + "'relaysDropped':6,'relaysIn':4,'relaysOut':5,'relaysTooLarge':7}"),
                new Sample(
                        new ServerEvent.Refuse(RefusalReason.CONNECTIONS, "rtmp", "10.0.0.1:9", 3),
                        "{'@type':'refuse','address':'10.0.0.1:9','count':3,'flag':'--max-connections','proto':'rtmp',"
                                + "'reason':'connections'}"),
                new Sample(
                        new AppEvent.SetDataFrame("live", "sha256:2c26", "onMetaData"),
                        "{'@type':'@setDataFrame','app':'live','callbackName':'onMetaData','hashname':'sha256:2c26'}"),
                new Sample(
                        new AppEvent.ClearDataFrame("live", "sha256:2c26", "onMetaData"),
                        "{'@type':'@clearDataFrame','app':'live','callbackName':'onMetaData','hashname':'sha256:2c26'}"),
                new Sample(
                        new ServerEvent.RedirectorStatus(
                                "r", "10.0.0.1:9", ServerEvent.RedirectorStatus.Status.DISCONNECTED_BAD_AUTH),
                        "{'@type':'redirector-status','address':'10.0.0.1:9','redirector':'r',"
                                + "'status':'disconnected-bad-auth'}"),
                new Sample(
                        new ServerEvent.RedirectorReflexive("r", "10.0.0.1:9", "10.0.0.2:9"),
                        "{'@type':'redirector-reflexive','address':'10.0.0.1:9','redirector':'r',"
                                + "'reflexiveAddress':'10.0.0.2:9'}"),
                new Sample(
                        new ServerEvent.Unregister(Duration.ofMillis(2_500)), "{'@type':'unregister','timeout':2.500}"),
                new Sample(new ServerEvent.Interrupted(true), "{'@type':'interrupted','shutdown':true}"),
                new Sample(new ServerEvent.EventsLost(12), "{'@type':'events-lost','count':12}"),
                new Sample(new ServerEvent.Died("io-0", "a bug"), "{'@type':'died','reason':'a bug','thread':'io-0'}"),
                new Sample(new ServerEvent.End(), "{'@type':'end'}"));
    }

    static Stream<Sample> clientEvents() {
        return Stream.of(
                new Sample(new ClientEvent.CreateStream(CLIENT, 1), client("createStream", "", ",'streamID':1")),
                new Sample(new ClientEvent.DeleteStream(CLIENT, 1), client("deleteStream", "", ",'streamID':1")),
                new Sample(
                        new ClientEvent.Limited(CLIENT, RefusalReason.SILENT_PUBLISHER, "a?token=b", 1),
                        client("limited", ",'count':1,'name':'a?token=***'", ",'reason':'silent-publisher'")),
                new Sample(
                        new ClientEvent.Limited(CLIENT, RefusalReason.MESSAGES, null, 7),
                        client("limited", ",'count':7", ",'reason':'messages'")),
                new Sample(new ClientEvent.Broadcast(CLIENT), client("broadcast", "", "")),
                new Sample(new ClientEvent.AcceptControl(CLIENT), client("accept-control", "", "")),
                new Sample(new ClientEvent.Closing(CLIENT), client("closing", "", "")),
                new Sample(
                        new ClientEvent.RtmfpIntro(CLIENT, "10.0.0.1:9"),
                        client("rtmfp-intro", ",'initiator':'10.0.0.1:9'", "")),
                new Sample(
                        new ClientEvent.AddressChange(CLIENT, "10.0.0.1:9"),
                        client("address-change", ",'oldAddress':'10.0.0.1:9'", "")),
                new Sample(
                        new ClientEvent.ReleaseStream(CLIENT, "a?pass=b", "sha256:2c26"),
                        client("releaseStream", ",'hashname':'sha256:2c26','name':'a?pass=***'", "")));
    }

    private static String client(String type, String middle, String end) {
        return "{'@type':'" + type + "'," + CLIENT_JSON + middle + ",'proto':'rtmp'" + end + ",'username':'mike'}";
    }

    @ParameterizedTest
    @MethodSource({"serverEvents", "clientEvents"})
    void rendersEachType(Sample sample) {
        assertEquals(sample.json, json(sample.event));
    }

    @Test
    void leavesOutWhatAStrangerLacks() {
        assertEquals(
                "{'@type':'error','address':'127.0.0.1:5000','connectionID':'0a1b','proto':'rtmp',"
                        + "'reason':'command-before-connect'}",
                json(new ClientEvent.ProtocolError(STRANGER, "command-before-connect")));
        assertEquals(
                "{'@type':'connect-reject','address':'127.0.0.1:5000','connectionID':'0a1b','proto':'rtmp',"
                        + "'reason':'bad-auth','requestedApp':'live?token=***'}",
                json(new ClientEvent.ConnectReject(STRANGER, "bad-auth", "live?token=s3")));
    }

    @Test
    void tellsWhomAClientFound() {
        assertEquals(
                client("relay", ",'found':true", ",'target':'ff','targetAddress':'10.0.0.1:9'"),
                json(new ClientEvent.Relay(CLIENT, true, "ff", "10.0.0.1:9")));
        assertEquals(client("relay", ",'found':false", ""), json(new ClientEvent.Relay(CLIENT, false, null, null)));
        assertEquals(
                client("watch", "", ",'status':'not-found'"),
                json(new ClientEvent.Watch(CLIENT, ClientEvent.Watch.Status.NOT_FOUND, null, null)));
        assertEquals(
                "{'@type':'setPeerInfo','address':'127.0.0.1:5000;10.0.0.1','addresses':['10.0.0.1:9'],"
                        + "'app':'live','connectionID':'0a1b','proto':'rtmp','username':'mike'}",
                json(new ClientEvent.SetPeerInfo(CLIENT, List.of("10.0.0.1:9"))));
    }

    @Test
    void connectTellsTheUserName() {
        assertEquals(
                client("connect", ",'connectArg':'67890;name=mike'", ",'tcUrl':'rtmp://***@h/live?token=***'"),
                sortedAsExpected(new ClientEvent.Connect(CLIENT, "rtmp://u:p@h/live?token=s3", "67890;name=mike")));
        assertFalse(json(new ClientEvent.Connect(CLIENT, null, null)).contains("null"));
    }

    /** Moves the members of the connect event: they follow {@code app}, where {@link #client} cannot put them. */
    private static String sortedAsExpected(Event event) {
        var text = json(event);
        assertTrue(text.indexOf("'connectArg'") < text.indexOf("'connectionID'"), text);
        return text.replace("'connectArg':'67890;name=mike',", "")
                .replace(",'proto'", ",'connectArg':'67890;name=mike','proto'");
    }

    @Test
    void closeCarriesTotals() {
        assertEquals(
                "{'@type':'close','address':'127.0.0.1:5000','broadcasts':3,'connectionID':'0a1b','playedDuration':2,"
                        + "'plays':2,'proto':'rtmp','publishedDuration':1,'publishes':1,'relaysDropped':6,'relaysIn':4,'relaysOut':5,'relaysTooLarge':7}",
                json(new ClientEvent.Close(STRANGER, TOTALS)));
    }

    @Test
    void streamEventsCarryTheStream() {
        assertEquals(
                "{'@type':'play'," + CLIENT_JSON + ",'duration':1.234,'hashname':'sha256:2c26','name':'foo',"
                        + "'proto':'rtmp','query':'asis&token=***','state':'playing','streamID':1,'username':'mike'}",
                json(new StreamEvent(StreamEvent.Change.PLAY, CLIENT, STREAM)));
        assertEquals(
                "receiveVideo,mute", new StreamEvent(StreamEvent.Change.RECEIVE_VIDEO_MUTE, CLIENT, STREAM).type());
        assertEquals(
                client("publish-reject", ",'name':'foo'", ",'streamID':1"),
                json(new ClientEvent.PublishReject(CLIENT, 1, "foo", null)));
        assertEquals(
                client("publish-reject", ",'name':'foo'", ",'reason':'streams','streamID':1"),
                json(new ClientEvent.PublishReject(CLIENT, 1, "foo", RefusalReason.STREAMS)));
    }

    @Test
    void statsAddUpTheAccepts() {
        assertEquals(
                "{'@type':'stats','accepts':{'@all':6,'rtmfp':1,'rtmp':2,'rtws':3},'apps':2,'broadcasts':3,"
                        + "'clients':1,'connects':9,'intros':8,'lookups':7,'playedDuration':2,'playing':4,'plays':2,"
                        + "'publishedDuration':1,'publishes':1,'publishing':3,'refused':{'@all':5,'connections':2,"
                        + "'streams':3},'relaysDropped':6,'relaysIn':4,'relaysOut':5,'relaysTooLarge':7}",
                json(new ServerEvent.Stats(
                        new ServerEvent.Present(1, 2, 3, 4),
                        9,
                        new ServerEvent.Accepts(1, 2, 3),
                        Map.of(RefusalReason.STREAMS, 3L, RefusalReason.CONNECTIONS, 2L),
                        new ServerEvent.Introductions(7, 8),
                        TOTALS)));
    }

    @Test
    void clientsCarryTheirStreams() {
        var idle = new StreamMembers(2, null, Duration.ZERO, StreamMembers.State.IDLE);
        assertEquals(
                "{'@type':'clients','clients':[{'address':'127.0.0.1:5000','broadcasts':0,'connectionID':'0a1b',"
                        + "'playedDuration':0,'plays':0,'proto':'rtmp','publishedDuration':0,'publishes':0,"
                        + "'relaysDropped':0,'relaysIn':0,'relaysOut':0,'relaysTooLarge':0,'streams':[{'duration':0.000,'state':'idle','streamID':2}]}]}",
                json(new ServerEvent.Clients(List.of(new ClientDump(STRANGER, Totals.NONE, List.of(idle))))));
    }

    @Test
    void onlyChattyEventsAreForVerboseLogs() {
        var verbose = Stream.concat(serverEvents(), clientEvents())
                .map(Sample::event)
                .filter(Event::verboseOnly)
                .map(Event::type)
                .toList();
        assertEquals(List.of("lookup", "@setDataFrame", "@clearDataFrame", "rtmfp-intro"), verbose);
    }

    @Test
    void arbitraryValuesAreSaidAsFarAsJsonCan() {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("whole", 5.0);
        value.put("part", 0.25);
        value.put("huge", 1e300);
        value.put("infinite", Double.NEGATIVE_INFINITY);
        value.put("nothing", null);
        value.put("list", Arrays.<@Nullable Object>asList(true, Double.NaN, null, 1L, Float.POSITIVE_INFINITY));
        assertEquals(
                "{'v':{'whole':5,'part':0.25,'huge':1.0E300,'list':[true,null,null,1,null]}}\n",
                Json.line(new Members().put("v", value).put("n", Double.NaN).asMap())
                        .replace('"', '\''));
    }

    @Test
    void anEventIsOneLineWhateverClientsSay() {
        var line =
                Json.line(new Members().put("name", "a\nb\r\"\\\u0000\ud800é").asMap());
        assertEquals("{\"name\":\"a\\nb\\r\\\"\\\\\\u0000\ud800é\"}\n", line);
    }
}
