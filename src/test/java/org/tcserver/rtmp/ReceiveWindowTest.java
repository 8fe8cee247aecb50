package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
    private final ReceiveWindow window = new ReceiveWindow();

    @Test
    void acknowledgesEvery125KilobytesUnlessAsked() {
        window.received(124_999);
        assertFalse(window.isDue());
        window.received(1);
        assertTrue(window.isDue());
        assertEquals(new Acknowledgement(125_000), window.acknowledge());
        assertFalse(window.isDue());
    }

    @Test
    void acknowledgesTwicePerWindow() {
        window.windowSize(10_000);
        window.received(4_999);
        assertFalse(window.isDue());
        window.received(2);
        assertTrue(window.isDue());
    }

    @Test
    void windowsMayBeAnything() {
        window.windowSize(0);
        assertFalse(window.isDue());
        window.received(1);
        assertTrue(window.isDue());
        window.windowSize(0xffff_ffffL);
        assertFalse(window.isDue());
    }

    @Test
    void sequenceNumbersWrap() {
        for (int i = 0; i < 5; i++) {
            window.received(1_000_000_000);
        }
        assertEquals(new Acknowledgement(5_000_000_000L - (1L << 32)), window.acknowledge());
    }
}
