package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One audio or video packet of a file, as ffprobe reports it: stream, time, and hash of the content. */
public record Packet(int stream, boolean isVideo, double dtsSeconds, String hash) {
    private static final String ENTRIES = "packet=codec_type,stream_index,dts_time,data_hash";

    /** Returns all packets of a file that the given ffprobe can read. */
    public static List<Packet> of(Program ffprobe, Path file) throws IOException, InterruptedException {
        var said = ffprobe.run(
                "-v",
                "quiet",
                "-show_packets",
                "-show_data_hash",
                "md5",
                "-show_entries",
                ENTRIES,
                "-of",
                "compact=p=0",
                file.toString());
        var packets = new ArrayList<Packet>();
        for (var line : said.split("\\R(?=codec_type=)", -1)) {
            if (line.contains("data_hash=") && !line.contains("dts_time=N/A")) {
                packets.add(parse(line));
            }
        }
        return packets;
    }

    private static Packet parse(String line) {
        return new Packet(
                Integer.parseInt(member(line, "stream_index")),
                member(line, "codec_type").equals("video"),
                Double.parseDouble(member(line, "dts_time")),
                member(line, "data_hash"));
    }

    private static String member(String line, String name) {
        for (var part : line.split("[|\n]", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + line);
    }
}
