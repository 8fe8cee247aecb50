package org.tcserver.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Video whose frames carry the time of their creation, readable from a page. ffmpeg draws the low 16 bits of the wall
 * clock's milliseconds. They form a row of black and white blocks at the top.
 */
public final class StampedPictures {
    public static final int RATE = 25;

    /** The lowest bit is first. Each bit has a sixteenth of the width. */
    private static final String FILTER = "testsrc2=size=%1$s:rate=" + RATE
            + ",realtime,setpts=RTCTIME/(TB*1000000),split[picture][copy];"
            + "[copy]crop=16:1:0:0,format=gray,geq=lum='255*mod(floor(mod(floor(T*1000),65536)/pow(2,X)),2)',"
            + "scale=%2$s:8:flags=neighbor,format=yuv420p[stamp];"
            + "[picture][stamp]overlay=0:0:format=yuv420,setpts=PTS-STARTPTS,format=yuv420p";

    /** Records the age of each frame when it first appears. {@code seen} maps stamps to milliseconds. */
    private static final String PROBE = """
            (() => {
              const canvas = new OffscreenCanvas(16, 1);
              const context = canvas.getContext('2d', { willReadFrequently: true });
              globalThis.seen = new Map();
              const look = () => {
                const screen = document.querySelector('#stage canvas, #stage video');
                const width = screen && (screen.videoWidth || screen.width);
                if (width >= 320) {
                  context.drawImage(screen, 0, 0, width, 6, 0, 0, 16, 1);
                  const pixels = context.getImageData(0, 0, 16, 1).data;
                  let stamp = 0;
                  for (let i = 0; i < 16; i++) {
                    stamp |= (pixels[4 * i] > 128 ? 1 : 0) << i;
                  }
                  if (!seen.has(stamp)) {
                    seen.set(stamp, (Date.now() - stamp) & 0xffff);
                  }
                }
                requestAnimationFrame(look);
              };
              look();
            })()
            """;

    private StampedPictures() {}

    /**
     * Publishes H.264 and AAC in real time for some seconds. {@code size} is like 320x180, with a width divisible by
     * 16.
     */
    public static ProgramRun publish(Program ffmpeg, String url, String size, int seconds) throws IOException {
        var width = size.substring(0, size.indexOf('x'));
        var arguments = new ArrayList<>(List.of("-v", "error", "-f", "lavfi", "-i", FILTER.formatted(size, width)));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100,arealtime"));
        arguments.addAll(List.of("-t", Integer.toString(seconds), "-c:v", "libx264", "-preset", "ultrafast"));
        arguments.addAll(
                List.of("-tune", "zerolatency", "-g", Integer.toString(RATE), "-c:a", "aac", "-f", "flv", url));
        return ffmpeg.start(arguments.toArray(String[]::new));
    }

    /** Starts to record the frames that the page shows. */
    public static void watch(Browser browser) throws IOException {
        browser.evaluate(PROBE);
    }
}
