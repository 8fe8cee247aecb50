package org.tcserver.isobmff;

import java.io.IOException;

/**
 * The {@code hdlr} box (ISO/IEC 14496-12 §8.4.3). Immutable.
 *
 * @param type four characters, such as {@code vide} or {@code soun}
 * @param name a descriptive name, may be empty
 */
record HandlerBox(String type, String name) {
    static final HandlerBox NONE = new HandlerBox("", "");

    static HandlerBox read(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        in.skip(4, "handler");
        var type = in.fourCharacters("handler type");
        in.skip(12, "handler");
        return new HandlerBox(type, readName(in));
    }

    /** Reads the name. QuickTime writes a length byte first; a control character at the start can only be that byte. */
    private static String readName(BoxInput in) throws IOException {
        var name = in.text("handler name");
        return !name.isEmpty() && name.charAt(0) < ' ' ? name.substring(1) : name;
    }

    /** Returns ffprobe's name for the media type. */
    String codecType() {
        return switch (type) {
            case "vide" -> "video";
            case "soun" -> "audio";
            case "text", "sbtl", "subt", "subp", "clcp" -> "subtitle";
            default -> "data";
        };
    }
}
