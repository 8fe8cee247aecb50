package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ways to publish and play with real programs. Each returns the running program. */
public final class Interop {
    /** The protocols of both kinds of RTMP listener. */
    public static final List<String> PROTOCOLS = List.of("rtmp", "rtmp-simple");

    private final ServerProcess server;

    /** Adds arguments that make a server keep media for 10 s, so that a pause of a busy machine loses nothing. */
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

    /** Publishes the clip in real time with ffmpeg. Returns when the server has accepted the stream. */
    public ProgramRun publish(Program ffmpeg, Path clip, String url, String... options)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-v", "error", "-re", "-i", clip.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-c", "copy", "-f", "flv", url));
        return begun(ffmpeg.start(arguments.toArray(String[]::new)), url);
    }

    /** Publishes the clip in real time with GStreamer. Returns when the server has accepted the stream. */
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

    /** Plays with GStreamer, which keeps running when the publisher leaves. The caller must interrupt it. */
    public ProgramRun playByGStreamer(Program launch, String url, Path file) throws IOException {
        var pipeline = "-e rtmp2src location=" + url + " ! filesink location=" + file;
        return launch.start(pipeline.split(" ", -1));
    }

    /** Returns the file for a recording. */
    public static Path recording(String name) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "recordings"));
        return folder.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_") + ".flv");
    }
}
