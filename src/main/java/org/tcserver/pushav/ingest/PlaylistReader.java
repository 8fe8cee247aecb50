package org.tcserver.pushav.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@link Facts.Playlist} from text; accepts any text. */
final class PlaylistReader {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?");
    private static final String TYPE = "#EXT-X-PLAYLIST-TYPE";

    private PlaylistReader() {}

    static Facts.Playlist read(String text) {
        var lines = text.lines().map(String::strip).toList();
        boolean headed = !lines.isEmpty() && lines.getFirst().equals("#EXTM3U");
        int trackLines = 0;
        var type = "";
        boolean ended = false;
        List<Double> durations = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (var line : lines) {
            if (line.startsWith("#EXT-X-MEDIA:") || line.startsWith("#EXT-X-STREAM-INF")) {
                trackLines++;
            } else if (line.startsWith(TYPE)) {
                type = line.substring(Math.min(line.length(), TYPE.length() + 1))
                        .strip();
                type = type.isEmpty() ? "?" : type;
            } else if (line.startsWith("#EXT-X-ENDLIST")) {
                ended = true;
            } else if (line.startsWith("#EXTINF")) {
                durations.add(duration(line));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                members.add(line);
            }
        }
        return new Facts.Playlist(headed, trackLines, type, ended, List.copyOf(durations), List.copyOf(members));
    }

    private static double duration(String line) {
        int start = line.indexOf(':') + 1;
        int end = line.indexOf(',', start);
        return seconds(line.substring(start, end < 0 ? line.length() : end).strip());
    }

    /** Returns the number of seconds, or -1 if the text is not a positive decimal number. */
    static double seconds(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return -1;
        }
        double seconds = Double.parseDouble(text);
        return seconds > 0 ? seconds : -1;
    }
}
