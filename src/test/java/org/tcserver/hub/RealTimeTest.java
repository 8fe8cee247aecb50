package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.hub.HubFixture.AAC;
import static org.tcserver.hub.HubFixture.AAC_INIT;
import static org.tcserver.hub.HubFixture.AVC_END;
import static org.tcserver.hub.HubFixture.AVC_INIT;
import static org.tcserver.hub.HubFixture.AVC_INTER;
import static org.tcserver.hub.HubFixture.AVC_KEY;
import static org.tcserver.hub.HubFixture.CHECKPOINT;
import static org.tcserver.hub.HubFixture.audio;
import static org.tcserver.hub.HubFixture.data;
import static org.tcserver.hub.HubFixture.video;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

/** Tests hub and send queue together with media that wait, pause or exceed a limit. */
class RealTimeTest {
    private final HubFixture fixture = new HubFixture();
    private final Publication publication = fixture.join("aa").publish("foo");
    private final HubFixture.TestClient viewer = fixture.join("bb");
    private final QueueOutlet queue = new QueueOutlet(2, fixture.memory, fixture.clock);

    private Subscription subscription = viewer.playInto("foo", queue);

    @BeforeEach
    void takePublishNotify() {
        queue.take();
    }

    private void play(String name) {
        subscription = viewer.playInto(name, queue);
        queue.take();
    }

    private void send(TcMessage... messages) {
        for (var message : messages) {
            publication.message(message);
        }
    }

    private void after(long millis) {
        fixture.clock.advanceMillis(millis);
    }

    @Test
    void videoStartsWithinItsLifetimeOrNever() {
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        after(2000);
        assertEquals(List.of("1701000000aa@0", "2701000000bb@40"), queue.take());
        send(video(2000, AVC_INTER));
        after(2001);
        assertEquals(List.of(), queue.take());
        send(video(4000, AVC_INTER), video(4040, AVC_KEY));
        assertEquals(List.of("1701000000aa@4040"), queue.take());
    }

    @Test
    void audioHasItsOwnLifetimeAndConfigurationNone() {
        send(audio(0, AAC_INIT), audio(0, AAC), video(0, AVC_INIT), data(0, "onTextData"));
        send(audio(20, Bytes.EMPTY), video(20, AVC_END));
        after(2200);
        send(audio(2200, AAC));
        after(1);
        assertEquals(
                List.of("af001210@0", "onTextData@0", "@20", "af0101@2200", "170000000001@0", "1702000000@20"),
                queue.take());
    }

    @Test
    void aCheckpointHasItsOwnLifetimeAndNeedsNoKeyframe() {
        send(video(0, CHECKPOINT));
        after(4500);
        assertEquals(List.of("5003@0"), queue.take());
        send(video(40, CHECKPOINT), video(41, Bytes.ofHex("570100000003")));
        after(4501);
        assertEquals(List.of(), queue.take());
        subscription.pause();
        send(video(80, CHECKPOINT));
        subscription.resume();
        subscription.receiveVideo(false);
        send(video(80, CHECKPOINT));
        assertEquals(List.of(), queue.take());
    }

    @Test
    void aQueryChangesTheLifetimes() {
        play("foo?videoLifetime=0.5&audioLifetime=0.25");
        send(audio(0, AAC), video(0, AVC_KEY));
        after(251);
        assertEquals(List.of("1701000000aa@0"), queue.take());
        send(video(0, AVC_KEY));
        after(501);
        assertEquals(List.of(), queue.take());
    }

    @Test
    void aKeyframeBringsTheGroupBeforeItForward() {
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        after(1000);
        send(video(1000, AVC_KEY), video(1040, AVC_INTER));
        after(101);
        assertEquals(List.of("1701000000aa@1000", "2701000000bb@1040"), queue.take());
    }

    @Test
    void theGroupBeforeHasItsMarginYet() {
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        after(1000);
        send(video(1000, AVC_KEY));
        after(100);
        assertEquals(List.of("1701000000aa@0", "2701000000bb@40", "1701000000aa@1000"), queue.take());
    }

    @Test
    void theGroupBeforeMayStayIfAskedFor() {
        play("foo?expirePreviousGop=0");
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        after(1000);
        send(video(1000, AVC_KEY));
        after(900);
        assertEquals(3, queue.take().size());
    }

    @Test
    void aKeyframeOfAnotherTrackBringsNothingForward() {
        var otherKey = Bytes.ofHex("96036876633101aa");
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        after(500);
        send(video(500, otherKey));
        after(500);
        assertEquals(List.of("1701000000aa@0", "2701000000bb@40", otherKey.toHex() + "@500"), queue.take());
    }

    @Test
    void ofTracksThatShareAMessageTheRestOfOneStaysForTheOther() {
        var bothKey = Bytes.ofHex("961368766331" + "00000001aa" + "01000001bb");
        var oneInter = Bytes.ofHex("a6036876633100cc");
        var otherKey = Bytes.ofHex("96036876633101dd");
        send(video(0, bothKey), video(0, otherKey));
        after(500);
        send(video(500, oneInter));
        assertEquals(List.of(bothKey.toHex() + "@0", otherKey.toHex() + "@0", oneInter.toHex() + "@500"), queue.take());
        // From now on the two tracks depend on different keyframes, so the hub drops messages that need both.
        send(video(540, Bytes.ofHex("a61368766331" + "00000001aa" + "01000001bb")), video(580, oneInter));
        assertEquals(List.of(), queue.take());
    }

    @Test
    void aDroppedFrameTakesTheRestOfItsGroupWithIt() {
        send(video(0, AVC_KEY));
        after(1500);
        send(video(40, AVC_INTER));
        after(501);
        send(video(80, AVC_INTER));
        assertEquals(List.of(), queue.take());
        send(video(120, AVC_INTER));
        assertEquals(List.of(), queue.take());
    }

    @Test
    void whatWaitsTooLongKeepsNewMediaOut() {
        send(data(0, "onTextData"));
        after(4000);
        send(video(0, AVC_KEY));
        assertFalse(queue.videoAge().isZero());
        after(401);
        send(audio(0, AAC), video(40, AVC_KEY), video(40, AVC_INTER), video(40, AVC_INIT));
        assertEquals(List.of("onTextData@0", "1701000000aa@0", "170000000001@40"), queue.take());
        // The queue dropped the keyframe on entry, so the frames after it wait for the next one.
        send(video(80, AVC_INTER), video(120, AVC_KEY), video(160, AVC_INTER));
        assertEquals(List.of("1701000000aa@120", "2701000000bb@160"), queue.take());
    }

    @Test
    void aClientThatTakesNothingKeepsABoundedQueue() {
        for (int i = 0; i < 10_000; i++) {
            send(video(i * 40, i % 50 == 0 ? AVC_KEY : AVC_INTER), audio(i * 40, AAC));
            after(40);
        }
        assertTrue(queue.queue.bytes() < 50_000, () -> queue.queue.bytes() + " bytes");
    }

    @Test
    void aFullQueueKeepsMediaOutButNotConfiguration() {
        var big = Bytes.wrap(new byte[QueueOutlet.LIMIT_BYTES - 96]);
        send(new TcMessage(18, 0, big), audio(0, AAC), audio(20, AAC), video(0, AVC_KEY), video(0, AVC_INIT));
        assertEquals(List.of("null@0", "170000000001@0"), queue.take());
        send(video(40, AVC_INTER));
        assertEquals(List.of(), queue.take());
    }

    @Test
    void pauseStopsCodedMediaOnly() {
        send(video(0, AVC_KEY), audio(0, AAC));
        subscription.pause();
        assertEquals(List.of(), queue.take());
        send(video(40, AVC_INTER), video(40, AVC_KEY), audio(40, AAC));
        send(video(40, AVC_INIT), audio(40, AAC_INIT), data(40, "onTextData"), video(40, Bytes.EMPTY));
        assertEquals(List.of("af001210@40", "onTextData@40", "170000000001@40", "@40"), queue.take());
        subscription.resume();
        send(video(80, AVC_INTER), audio(80, AAC), video(120, AVC_KEY));
        assertEquals(List.of("af0101@80", "1701000000aa@120"), queue.take());
    }

    @Test
    void resumesAtTheTimeTheClientIsAt() {
        send(audio(0, AAC));
        subscription.pause();
        after(60_000);
        subscription.resumeAt(2500);
        send(audio(60_000, AAC), audio(60_020, AAC));
        assertEquals(List.of("af0101@2500", "af0101@2520"), queue.take());
    }

    @Test
    void resumesAsIsAtTheTimeThatItIs() {
        play("foo?asis");
        subscription.pause();
        subscription.resumeAt(2500);
        send(audio(60_000, AAC));
        assertEquals(List.of("af0101@60000"), queue.take());
    }

    @Test
    void aPauseWithoutATimeIsStitchedAway() {
        send(audio(0, AAC), audio(20, AAC));
        queue.take();
        subscription.pause();
        send(audio(5000, AAC));
        subscription.resume();
        send(audio(10_000, AAC), audio(10_020, AAC));
        assertEquals(List.of("af0101@20", "af0101@40"), queue.take());
    }

    @Test
    void videoCanBeMutedAndNeedsAKeyframeAfterwards() {
        send(video(0, AVC_KEY), video(40, AVC_INTER));
        queue.take();
        subscription.receiveVideo(false);
        send(video(80, AVC_INTER), audio(80, AAC), video(90, AVC_INIT));
        subscription.receiveVideo(true);
        send(video(120, AVC_INTER), video(160, AVC_KEY));
        assertEquals(List.of("af0101@80", "170000000001@90", "1701000000aa@160"), queue.take());
    }

    @Test
    void audioCanBeMutedAndGoesOnAtOnce() {
        send(audio(0, AAC));
        subscription.receiveAudio(false);
        send(audio(20, AAC), audio(30, AAC_INIT), video(30, AVC_KEY));
        subscription.receiveAudio(true);
        send(audio(40, AAC));
        assertEquals(List.of("af0101@0", "af001210@30", "af0101@40", "1701000000aa@30"), queue.take());
    }

    @Test
    void whoEndsIsSentNoMoreCodedMedia() {
        send(audio(0, AAC), video(0, AVC_INIT), video(0, AVC_KEY));
        subscription.end();
        send(audio(20, AAC));
        assertEquals(List.of("170000000001@0"), queue.take());
    }

    @Test
    void aPublisherIsCongestedOnlyIfAllItsSubscribersAre() {
        var other = fixture.join("cc").play("foo");
        assertFalse(publication.isCongested(0));
        send(new TcMessage(18, 0, Bytes.wrap(new byte[QueueOutlet.LIMIT_BYTES + 1])));
        assertFalse(publication.isCongested(0));
        other.outlet().hasRoom = false;
        assertTrue(publication.isCongested(0));
        queue.take();
        assertFalse(publication.isCongested(0));
        other.subscription().end();
        subscription.end();
        assertFalse(publication.isCongested(0));
    }

    @Test
    void aViewerWhoKeepsUpKeepsThePublisherGoingThoughTheProcessHoldsTooMuch() {
        var memory = TestMemory.account(1000);
        var joined = fixture.join("dd");
        var client = joined.client();
        var published = joined.publish("bar");
        var ofOthers = new QueueOutlet(2, memory, fixture.clock);
        ofOthers.send(Outgoing.permanent(2, data(0, "x".repeat(40_000))), 0, new Wakeups());
        assertFalse(memory.hasMediaRoom());
        var viewers = new QueueOutlet(3, memory, fixture.clock);
        client.play(HubFixture.name("bar"), viewers);
        assertFalse(published.isCongested(0));
        published.message(data(0, "x".repeat(40_000)));
        assertTrue(published.isCongested(0));
        viewers.take();
        assertFalse(published.isCongested(0));
    }

    @Test
    void mediaTimeCountsWithoutPauses() {
        for (int i = 0; i <= 10; i++) {
            send(audio(i * 100, AAC));
            after(100);
        }
        after(5000);
        send(audio(6000, AAC));
        assertEquals(1000, publication.duration().toMillis());
        assertEquals(1000, subscription.duration().toMillis());
        assertEquals(1000, fixture.hub.stats().totals().published().duration().toMillis());
        assertEquals(1000, viewer.client().totals().played().duration().toMillis());
        publication.end();
        after(500);
        assertEquals(1000, publication.duration().toMillis());
    }
}
