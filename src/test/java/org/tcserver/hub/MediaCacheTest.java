package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.hub.HubFixture.AVC_INIT;
import static org.tcserver.hub.HubFixture.AVC_INTER;
import static org.tcserver.hub.HubFixture.AVC_KEY;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.media.MediaKind;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

class MediaCacheTest {
    private final CacheBudget budget = new CacheBudget();
    private final MediaCache cache = new MediaCache(share(60));

    private CacheBudget.Share share(long limitBytes) {
        var share = budget.share(limitBytes);
        share.chargeTo(TestMemory.account(1 << 20));
        return share;
    }

    private void add(Bytes... payloads) {
        for (var payload : payloads) {
            cache.add(HubFixture.video(0, payload), MediaTag.of(MediaKind.VIDEO, payload));
        }
    }

    private static Bytes keyframe(int length) {
        var payload = new byte[length];
        payload[0] = 0x17;
        payload[1] = 1;
        return Bytes.wrap(payload);
    }

    private List<Integer> keyframeLengths() {
        var lengths = new ArrayList<Integer>();
        cache.forEachKeyframe((message, tag) -> lengths.add(message.payload().length()));
        return lengths;
    }

    private List<String> configuration() {
        return cache.configuration().stream()
                .map(TcMessage::payload)
                .map(Bytes::toHex)
                .toList();
    }

    @Test
    void whatIsReplacedIsNotHeldAnyLonger() {
        for (int i = 0; i < 100; i++) {
            add(AVC_INIT, keyframe(20), keyframe(30), AVC_INTER);
        }
        assertEquals(36, budget.heldBytes());
        cache.clear();
        assertEquals(0, budget.heldBytes());
        assertEquals(List.of(), cache.configuration());
    }

    @Test
    void whatIsTooMuchIsNotKeptAndNeitherIsWhatItReplaces() {
        add(AVC_INIT, keyframe(20), keyframe(61));
        assertEquals(List.of(), keyframeLengths());
        assertEquals(1, configuration().size());
        assertEquals(6, budget.heldBytes());
        add(AVC_INTER);
        assertEquals(List.of(), cache.sequenceEnds());
    }

    @Test
    void keepsNothingForAPublisherWhoseAddressHoldsTooMuch() {
        var account = TestMemory.account(100);
        var share = budget.share(60);
        share.chargeTo(account);
        var limited = new MediaCache(share);
        account.holdMedia(90);
        var payload = keyframe(41);
        limited.add(HubFixture.video(0, payload), MediaTag.of(MediaKind.VIDEO, payload));
        assertEquals(0, budget.heldBytes());
        account.releaseMedia(90);
        limited.add(HubFixture.video(0, payload), MediaTag.of(MediaKind.VIDEO, payload));
        assertEquals(41, budget.heldBytes());
        limited.clear();
        assertTrue(account.hasMediaRoom());
        assertEquals(0, budget.heldBytes());
    }

    @Test
    void ofTwoInitsInARowTheMetadataBeforeStaysBefore() {
        var metadata = Bytes.ofHex("9468766331" + "02");
        var init = Bytes.ofHex("9068766331" + "01");
        add(metadata, init, init);
        assertEquals(List.of(metadata.toHex(), init.toHex()), configuration());
        var newer = Bytes.ofHex("9468766331" + "03");
        add(newer, init);
        assertEquals(List.of(newer.toHex(), init.toHex()), configuration());
    }

    @Test
    void onlyFramesMakeASequenceEndNecessary() {
        add(AVC_KEY, HubFixture.CHECKPOINT, Bytes.EMPTY);
        assertTrue(cache.sequenceEnds().isEmpty());
        add(AVC_INTER);
        assertFalse(cache.sequenceEnds().isEmpty());
        add(AVC_KEY);
        assertTrue(cache.sequenceEnds().isEmpty());
    }

    @Test
    void anInitOfOneTrackComesAfterTheOlderOneOfBoth() {
        var both = Bytes.ofHex("961068766331" + "00000001aa" + "01000001bb");
        var newer = Bytes.ofHex("9068766331" + "01");
        add(both, newer);
        assertEquals(List.of(both.toHex(), newer.toHex()), configuration());
    }

    @Test
    void dataKeyframesAreLimitedInNumberAndBytes() {
        var keyframes = new DataKeyframes(2, share(500));
        var message = HubFixture.data(0, "onMetaData", "x");
        assertTrue(keyframes.set("a", message));
        assertTrue(keyframes.set("b", message));
        assertFalse(keyframes.set("c", message));
        assertTrue(keyframes.set("a", message), "replacing needs no further place");
        assertFalse(keyframes.set("a", HubFixture.data(0, "onMetaData", "x".repeat(500))));
        assertTrue(keyframes.set("c", message), "what was too long to keep left its place");
        keyframes.clear("b");
        keyframes.clear("b");
        keyframes.clear("c");
        assertEquals(0, budget.heldBytes());
    }
}
