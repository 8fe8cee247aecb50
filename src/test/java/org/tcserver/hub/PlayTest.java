package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.hub.HubFixture.AAC;
import static org.tcserver.hub.HubFixture.AAC_INIT;
import static org.tcserver.hub.HubFixture.AVC_INIT;
import static org.tcserver.hub.HubFixture.AVC_INTER;
import static org.tcserver.hub.HubFixture.AVC_KEY;
import static org.tcserver.hub.HubFixture.audio;
import static org.tcserver.hub.HubFixture.data;
import static org.tcserver.hub.HubFixture.video;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

/** Checks the messages that a subscriber receives when it joins and afterwards. */
class PlayTest {
    private static final String FOO = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

    private static final Bytes SPARK_KEY = Bytes.ofHex("12aa");
    private static final Bytes SPARK_INTER = Bytes.ofHex("22bb");
    private static final Bytes HEVC_INIT = Bytes.ofHex("9068766331" + "01");
    private static final Bytes HEVC_KEY = Bytes.ofHex("9368766331" + "aa");
    private static final Bytes HEVC_INTER = Bytes.ofHex("a368766331" + "bb");
    private static final Bytes HEVC_METADATA = Bytes.ofHex("9468766331" + "02");
    private static final Bytes OPUS_INIT = Bytes.ofHex("904f707573" + "01");
    private static final Bytes OPUS_CONFIG = Bytes.ofHex("944f707573" + "02");

    private final HubFixture fixture = new HubFixture();
    private final Publication publication = fixture.join("aa").publish("foo");
    private int clients;

    private HubFixture.Player play(String name) {
        return fixture.join("b" + clients++).play(name);
    }

    private HubFixture.Player play() {
        return play("foo");
    }

    @Test
    void aStreamThatNobodyPublishesIsWaitedFor() {
        var player = play("bar");
        assertEquals(List.of(), player.take());
        var publisher = fixture.join("cc").publish("bar");
        assertEquals(List.of("PublishNotify@0"), player.take());
        publisher.message(audio(70, AAC));
        publisher.message(audio(90, AAC));
        assertEquals(List.of("af0101@0", "af0101@20"), player.take());
    }

    @Test
    void aPublishedStreamBeginsWithItsPublisher() {
        var publisher = fixture.join(new ClientIdentity("dd", "live", "mike", null, 5));
        publisher.publish("named?priority=3");
        var player = play("named");
        var info = player.outlet().lastInfo();
        assertEquals("status", info.string("level"));
        assertEquals("NetStream.Play.PublishNotify", info.string("code"));
        assertEquals("named", info.string("detail"));
        assertEquals(HubFixture.name("named").hashname(), info.string("hashname"));
        assertEquals(3.0, info.number("priority"));
        assertEquals("dd", info.string("publisher"));
        assertEquals("mike", info.string("publisherName"));
        assertEquals(1, player.outlet().wakeups.get());
    }

    @Test
    void whoPlaysAHashNeverLearnsTheName() {
        var player = play(FOO + "?asis");
        var info = player.outlet().lastInfo();
        assertEquals(FOO, info.string("detail"));
        assertEquals(FOO, info.string("hashname"));
        assertEquals(Double.NEGATIVE_INFINITY, info.number("priority"));
        assertNull(info.string("publisherName"));
        publication.end();
        player.outlet().sent.removeLast();
        assertEquals(
                "NetStream.Play.UnpublishNotify", player.outlet().lastInfo().string("code"));
        assertEquals(FOO, player.outlet().lastInfo().string("detail"));
    }

    @Test
    void sendsAllThatIsKeptInOrder() {
        publication.message(data(0, "@setDataFrame", "onMetaData", "x"));
        publication.message(data(0, "@setDataFrame", "onCuePoint", "y"));
        publication.message(video(500, HEVC_METADATA));
        publication.message(video(500, HEVC_INIT));
        publication.message(video(500, HEVC_METADATA));
        publication.message(audio(500, OPUS_CONFIG));
        publication.message(audio(500, OPUS_INIT));
        publication.message(audio(500, OPUS_CONFIG));
        publication.message(video(600, HEVC_KEY));
        assertEquals(
                List.of(
                        "PublishNotify@0",
                        "onMetaData@0",
                        "onCuePoint@0",
                        "944f70757302@0",
                        "904f70757301@0",
                        "944f70757302@0",
                        "946876633102@0",
                        "906876633101@0",
                        "946876633102@0",
                        "9368766331aa@0"),
                play().take());
    }

    @Test
    void goesOnFromAKeyframeThatIsTheNewestMessage() {
        publication.message(video(1000, AVC_INIT));
        publication.message(video(1000, AVC_KEY));
        var player = play();
        assertEquals(List.of("PublishNotify@0", "170000000001@0", "1701000000aa@0"), player.take());
        publication.message(video(1040, AVC_INTER));
        publication.message(audio(1030, AAC));
        assertEquals(List.of("2701000000bb@40", "af0101@30"), player.take());
    }

    @Test
    void endsTheSequenceIfFramesWereMissedAndWaitsForAKeyframe() {
        publication.message(video(1000, AVC_KEY));
        publication.message(video(1040, AVC_INTER));
        var player = play();
        assertEquals(List.of("PublishNotify@0", "1701000000aa@0", "1702000000@0"), player.take());
        publication.message(video(1080, AVC_INTER));
        publication.message(audio(1085, AAC));
        publication.message(video(1120, AVC_KEY));
        publication.message(video(1160, AVC_INTER));
        // the keyframe counted as of the newest video message, 1040
        assertEquals(List.of("af0101@45", "1701000000aa@80", "2701000000bb@120"), player.take());
    }

    @Test
    void anEnhancedSequenceEndsWithItsFourCc() {
        publication.message(video(0, HEVC_KEY));
        publication.message(video(40, HEVC_INTER));
        assertEquals(List.of("PublishNotify@0", "9368766331aa@0", "9268766331@0"), play().take());
    }

    @Test
    void anotherCodecsSequenceEndsWithAnEmptyMessage() {
        publication.message(video(0, Bytes.ofHex("11aa")));
        publication.message(video(40, Bytes.ofHex("21bb")));
        assertEquals(List.of("PublishNotify@0", "11aa@0", "@0"), play().take());
    }

    @Test
    void aCodecThatToleratesGapsGoesOn() {
        publication.message(video(0, SPARK_KEY));
        publication.message(video(40, SPARK_INTER));
        var player = play();
        assertEquals(List.of("PublishNotify@0", "12aa@0"), player.take());
        publication.message(video(80, SPARK_INTER));
        assertEquals(List.of("22bb@40"), player.take());
    }

    @Test
    void withoutAKeyframeVideoWaitsForOne() {
        publication.message(video(0, AVC_INTER));
        var player = play();
        publication.message(video(40, AVC_INTER));
        assertEquals(List.of("PublishNotify@0"), player.take());
        publication.message(video(80, AVC_KEY));
        publication.message(video(120, AVC_INTER));
        assertEquals(List.of("1701000000aa@0", "2701000000bb@40"), player.take());
    }

    @Test
    void anInitOrMetadataDropsTheKeyframe() {
        publication.message(video(0, AVC_KEY));
        publication.message(video(40, AVC_INIT));
        assertEquals(List.of("PublishNotify@0", "170000000001@0"), play().take());
        publication.message(video(80, HEVC_INIT));
        publication.message(video(80, HEVC_KEY));
        publication.message(video(90, HEVC_METADATA));
        assertEquals(List.of("PublishNotify@0", "906876633101@0", "946876633102@0"), play().take());
    }

    @Test
    void anotherCodecDropsAllOfTheFirst() {
        publication.message(video(0, HEVC_METADATA));
        publication.message(video(0, HEVC_INIT));
        publication.message(video(0, HEVC_KEY));
        publication.message(audio(0, AAC_INIT));
        publication.message(video(40, Bytes.EMPTY));
        publication.message(audio(40, Bytes.EMPTY));
        publication.message(video(40, HubFixture.CHECKPOINT));
        assertEquals(5, play().take().size());
        publication.message(video(80, AVC_INTER));
        publication.message(audio(80, Bytes.ofHex("2f00")));
        assertEquals(List.of("PublishNotify@0"), play().take());
    }

    @Test
    void dataKeyframesAreForwardedWithoutTheirCommandAndCanBeCleared() {
        var player = play();
        player.take();
        publication.message(data(5, "@setDataFrame", "onMetaData", "one"));
        publication.message(data(5, "@setDataFrame", "onMetaData", "two"));
        publication.message(data(5, "onTextData", "three"));
        publication.message(data(5, "@clearDataFrame", "onMetaData"));
        publication.message(data(5, "@clearDataFrame", "never set"));
        assertEquals(List.of("onMetaData@0", "onMetaData@0", "onTextData@0"), player.take());
        publication.message(data(5, "@setDataFrame", "a", "four"));
        publication.message(data(5, "@setDataFrame"));
        assertEquals(List.of("a@0", "@setDataFrame@0"), player.take());
        var late = play();
        assertEquals(List.of("PublishNotify@0", "a@0"), late.take());
    }

    @Test
    void nothingIsKeptOfAFormerPublisher() {
        publication.message(data(0, "@setDataFrame", "onMetaData", "x"));
        publication.message(video(0, AVC_INIT));
        publication.message(video(0, AVC_KEY));
        publication.message(audio(0, AAC_INIT));
        publication.end();
        assertEquals(0, fixture.hub.streams().cachedBytes());
        fixture.join("ee").publish("foo");
        assertEquals(List.of("PublishNotify@0"), play().take());
    }

    @Test
    void everyPlayBeginsAnew() {
        var client = fixture.join("cc");
        var first = client.play("foo?asis");
        publication.message(audio(500, AAC));
        first.subscription().pause();
        first.subscription().end();
        first.take();
        var second = client.play("foo", first.outlet());
        publication.message(audio(540, AAC));
        assertEquals(List.of("PublishNotify@0", "af0101@0"), second.take());
    }

    @Test
    void aRepublishContinuesTheTimelineAndNeedsAKeyframe() {
        var player = play();
        publication.message(video(1000, AVC_KEY));
        publication.message(video(1040, AVC_INTER));
        publication.end();
        assertEquals(
                List.of(
                        "PublishNotify@0",
                        "1701000000aa@0",
                        "2701000000bb@40",
                        "sync@0",
                        "UnpublishNotify@40",
                        "sync@0"),
                player.take());
        var successor = fixture.join("cc").publish("foo");
        successor.message(video(7, AVC_INTER));
        successor.message(video(47, AVC_KEY));
        successor.message(audio(57, AAC));
        assertEquals(List.of("PublishNotify@40", "1701000000aa@40", "af0101@50"), player.take());
    }

    @Test
    void asIsTimestampsStay() {
        publication.message(video(90_000, AVC_INIT));
        publication.message(video(90_000, AVC_KEY));
        publication.message(video(90_040, AVC_INTER));
        var player = play("foo?asis");
        assertEquals(
                List.of("PublishNotify@0", "170000000001@0", "1701000000aa@90040", "1702000000@90040"), player.take());
        publication.message(audio(-5, AAC));
        publication.message(audio(90_050, AAC));
        assertEquals(List.of("af0101@4294967291", "af0101@90050"), player.take());
    }

    @Test
    void aLateJoinerOfManyTracksGetsThoseOfEach() {
        publication.message(video(0, HEVC_INIT));
        publication.message(video(0, Bytes.ofHex("96006876633101" + "10"))); // track 1, SequenceStart
        publication.message(video(0, HEVC_KEY));
        publication.message(video(0, Bytes.ofHex("96036876633101" + "aa"))); // track 1, keyframe
        publication.message(video(40, Bytes.ofHex("a6036876633101" + "bb"))); // track 1, inter
        publication.message(audio(0, AAC_INIT));
        publication.message(audio(0, Bytes.ofHex("95006d70346101" + "11"))); // track 1, SequenceStart
        var player = play();
        assertEquals(
                List.of(
                        "PublishNotify@0",
                        "af001210@0",
                        "95006d7034610111@0",
                        "906876633101@0",
                        "9600687663310110@0",
                        "9368766331aa@0",
                        "96036876633101aa@0",
                        "96026876633101@0"),
                player.take());
        publication.message(video(80, HEVC_INTER));
        publication.message(video(80, Bytes.ofHex("a6036876633101" + "cc")));
        assertEquals(List.of("a368766331bb@40"), player.take());
    }

    @Test
    void aMessageOfSeveralTracksIsSentOnce() {
        var init = Bytes.ofHex("9610" + "68766331" + "00000001aa" + "01000001bb");
        var key = Bytes.ofHex("9613" + "68766331" + "00000001aa" + "01000001bb");
        publication.message(video(0, init));
        publication.message(video(0, key));
        var player = play();
        assertEquals(List.of("PublishNotify@0", init.toHex() + "@0", key.toHex() + "@0"), player.take());
        var inter = Bytes.ofHex("a613" + "68766331" + "00000001aa" + "01000001bb");
        publication.message(video(40, inter));
        assertEquals(List.of(inter.toHex() + "@40"), player.take());
    }

    @Test
    void whatIsConfiguredNeverExpiresAndWhatIsCodedDoes() {
        publication.message(video(0, AVC_INIT));
        publication.message(video(0, AVC_KEY));
        publication.message(video(40, AVC_INTER));
        var player = play();
        var expirable =
                player.outlet().sent.stream().map(out -> out.isExpirable()).toList();
        assertEquals(List.of(false, false, true, false), expirable);
    }

    @Test
    void theLastToLeaveTakesTheStreamAway() {
        var player = play();
        assertEquals(1, fixture.hub.streams().size());
        publication.end();
        assertEquals(1, fixture.hub.streams().size());
        player.subscription().end();
        player.subscription().end();
        assertEquals(0, fixture.hub.streams().size());
        assertEquals(0, fixture.hub.stats().playing());
        assertTrue(publication.isEnded());
        publication.message(audio(0, AAC));
        assertFalse(player.take().contains("af0101@0"));
    }

    @Test
    void streamsOfTwoAppsAreTwo() {
        var player =
                fixture.join(new ClientIdentity("ff", "other", "", null, 0)).play("foo");
        publication.message(audio(0, AAC));
        assertEquals(List.of(), player.take());
    }
}
