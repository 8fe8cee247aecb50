package org.tcserver.pushav;

/** Maps file extensions to media types. */
final class ContentTypes {
    private ContentTypes() {}

    static String of(String extension) {
        return switch (extension) {
            case "mpd" -> "application/dash+xml";
            case "m3u8" -> "application/vnd.apple.mpegurl";
            case "m4s" -> "video/iso.segment";
            case "init", "mp4", "cmfv" -> "video/mp4";
            case "cmfa", "m4a" -> "audio/mp4";
            case "crt", "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }
}
