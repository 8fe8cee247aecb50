package org.tcserver.isobmff;

/** Width and height in pixels. Immutable. */
record FrameSize(int width, int height) {
    boolean isPositive() {
        return width > 0 && height > 0;
    }
}
