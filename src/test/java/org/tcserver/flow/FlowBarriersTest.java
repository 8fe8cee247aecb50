package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowBarriersTest {
    private final FlowBarriers barriers = new FlowBarriers();
    private final FakeTransport.Received audio = new FakeTransport.Received("54430405", null);
    private final FakeTransport.Received video = new FakeTransport.Received("54430405", null);
    private final FakeTransport.Received data = new FakeTransport.Received("54430405", null);

    @Test
    void allThatWaitGoOnOnceTheLastHasCome() {
        assertEquals(List.of(), barriers.reached(audio, new FlowSync(8, 2)));
        assertEquals(List.of(), barriers.reached(data, new FlowSync(9, 2)), "another barrier");
        assertTrue(audio.suspended && barriers.holds(audio));
        assertEquals(List.of(audio, video), barriers.reached(video, new FlowSync(8, 2)));
        assertTrue(barriers.holds(data));
    }

    @Test
    void whoWaitsInVainIsLetGo() {
        barriers.reached(audio, new FlowSync(1, 3));
        barriers.reached(video, new FlowSync(2, 3));
        assertEquals(List.of(), barriers.left(audio, List.of(video, data)), "data may still come to its barrier");
        assertEquals(List.of(video), barriers.left(data, List.of(video)), "nobody else is left");
    }
}
