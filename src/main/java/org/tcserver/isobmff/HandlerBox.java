package org.tcserver.isobmff;

import java.io.IOException;

/**
 * {@code hdlr} (ISO/IEC 14496-12 §8.4.3). Immutable.
 *
 * @param type four characters: {@code vide}, {@code soun} and others
 * @param name for people, perhaps empty
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

    /** QuickTime counts the characters in a byte before them; no name begins with so low a character. */
    private static String readName(BoxInput in) throws IOException {
        var name = in.text("handler name");
        return !name.isEmpty() && name.charAt(0) < ' ' ? name.substring(1) : name;
    }

    /** As ffprobe calls it. */
    String codecType() {
        return switch (type) {
            case "vide" -> "video";
            case "soun" -> "audio";
            case "text", "sbtl", "subt", "subp", "clcp" -> "subtitle";
            default -> "data";
        };
    }
}
