package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways in which the real programs publish and play, each a program that runs. */
public final class Interop {
    /** Both kinds of listener. */
    public static final List<String> PROTOCOLS = List.of("rtmp", "rtmp-simple");

    private final ServerProcess server;

    /** These arguments of a server, and such that it gives nothing up because a busy machine holds it up for a moment. */
    public static String[] patient(String... arguments) {
        var all = new ArrayList<>(List.of("-V", "10", "-A", "10", "-E"));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    public Interop(ServerProcess server) {
        this.server = server;
    }

    public String url(String protocol, String name) throws InterruptedException {
        return "rtmp://127.0.0.1:" + server.port(protocol) + "/live/" + name;
    }

    /** ffmpeg publishes the clip in real time; returns once it has begun. */
    public ProgramRun publish(Program ffmpeg, Path clip, String url, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-v", "error", "-re", "-i", clip.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-c", "copy", "-f", "flv", url));
        return begun(ffmpeg.start(arguments.toArray(String[]::new)), url);
    }

    /** GStreamer publishes the clip in real time; returns once it has begun. */
    public ProgramRun publishByGStreamer(Path clip, String url) throws IOException, InterruptedException {
        var launch = Program.requireGStreamer("rtmp2sink", "flvmux", "flvdemux", "h264parse", "aacparse");
        var pipeline = "-e filesrc location=" + clip + " ! flvdemux name=d flvmux name=m streamable=true !"
                + " identity sync=true ! rtmp2sink location=" + url
                + " d.video ! queue ! h264parse ! m.video d.audio ! queue ! aacparse ! m.audio";
        return begun(launch.start(pipeline.split(" ", -1)), url);
    }

    private ProgramRun begun(ProgramRun publisher, String url) throws InterruptedException {
        var name = url.substring(url.lastIndexOf('/') + 1);
        try {
            server.await("publish of " + name, e -> e.is("publish") && e.has("name", name.split("\\?", 2)[0]));
            return publisher;
        } catch (AssertionError e) {
            publisher.close();
            throw new AssertionError(publisher.toString(), e);
        }
    }

    public ProgramRun playByFfmpeg(Program ffmpeg, String url, Path file, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("-v", "error", "-y"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-i", url, "-map", "0", "-c", "copy", "-f", "flv", file.toString()));
        return ffmpeg.start(arguments.toArray(String[]::new));
    }

    public ProgramRun playByRtmpdump(String url, Path file, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("-q", "--live", "-r", url, "-o", file.toString()));
        arguments.addAll(List.of(options));
        return Program.require("rtmpdump").start(arguments.toArray(String[]::new));
    }

    /** GStreamer stays when the publisher leaves: interrupt it. */
    public ProgramRun playByGStreamer(Program launch, String url, Path file) throws IOException {
        var pipeline = "-e rtmp2src location=" + url + " ! filesink location=" + file;
        return launch.start(pipeline.split(" ", -1));
    }

    /** A file to record to. */
    public static Path recording(String name) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "recordings"));
        return folder.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_") + ".flv");
    }
}
