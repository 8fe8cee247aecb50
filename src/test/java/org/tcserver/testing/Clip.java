package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Test clips of {@value #SECONDS} s that ffmpeg generates: moving pictures and noise, always identical. Each has 25
 * frames a second, a keyframe each second, and AAC.
 */
public enum Clip {
    H264("flv", "libx264", "-preset ultrafast -bf 0"),
    H264_WITH_B_FRAMES("flv", "libx264", "-preset ultrafast -bf 2"),
    HEVC("mp4", "libx265", "-preset ultrafast -x265-params log-level=error:keyint=25 -tag:v hvc1");

    public static final int SECONDS = 20;
    private static final ReentrantLock MAKING = new ReentrantLock();

    private final String extension;
    private final String encoder;
    private final String options;

    Clip(String extension, String encoder, String options) {
        this.extension = extension;
        this.encoder = encoder;
        this.options = options;
    }

    /** Returns the file. The first call makes it. */
    public Path file() throws IOException, InterruptedException {
        MAKING.lock();
        try {
            var file = Path.of("target", "clips", name() + "-" + SECONDS + "." + extension);
            if (!Files.exists(file)) {
                make(file);
            }
            return file;
        } finally {
            MAKING.unlock();
        }
    }

    private void make(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        var unfinished = file.resolveSibling("unfinished." + extension);
        var arguments = new ArrayList<>(List.of("-v", "error", "-y", "-f", "lavfi"));
        arguments.addAll(List.of("-i", "testsrc2=size=320x240:rate=25", "-f", "lavfi"));
        arguments.addAll(List.of("-i", "anoisesrc=seed=1:amplitude=0.1:sample_rate=44100"));
        arguments.addAll(List.of("-t", Integer.toString(SECONDS), "-c:v", encoder, "-g", "25", "-b:v", "400k"));
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", unfinished.toString()));
        Program.requireFfmpegWith(encoder).run(arguments.toArray(String[]::new));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
