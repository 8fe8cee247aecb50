package org.tcserver.isobmff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Reads the common texts of {@code udta/meta/ilst}, by ffprobe's names. */
final class MovieTags {
    static final SequencedMap<String, String> NONE = Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    private static final int MAX_TEXT_BYTES = 4096;
    private static final int TYPE_UTF8 = 1;
    private static final Map<String, String> NAMES = Map.of(
            "©nam", "title",
            "©ART", "artist",
            "©alb", "album",
            "©cmt", "comment",
            "©day", "date",
            "©gen", "genre",
            "©too", "encoder",
            "cprt", "copyright",
            "desc", "description");

    private MovieTags() {}

    /** Reads the texts in {@code udta}. Handles QuickTime files, in which {@code meta} has no version and flags. */
    static SequencedMap<String, String> read(BoxInput userData) throws IOException {
        var tags = new LinkedHashMap<String, String>();
        while (userData.hasBox()) {
            var box = userData.nextBox();
            if (box.type().equals("meta") && box.payloadLength() >= 4) {
                boolean hasVersion = userData.open(box).i32("meta version") == 0;
                var meta = userData.open(box);
                meta.skip(hasVersion ? 4 : 0, "meta version");
                readMeta(meta, tags);
            }
        }
        return Collections.unmodifiableSequencedMap(tags);
    }

    private static void readMeta(BoxInput meta, Map<String, String> tags) throws IOException {
        while (meta.hasBox()) {
            var box = meta.nextBox();
            if (box.type().equals("ilst")) {
                readItems(meta.open(box), tags);
            }
        }
    }

    private static void readItems(BoxInput items, Map<String, String> tags) throws IOException {
        while (items.hasBox()) {
            var box = items.nextBox();
            var name = NAMES.get(box.type());
            if (name != null) {
                readText(items.open(box), name, tags);
            }
        }
    }

    private static void readText(BoxInput item, String name, Map<String, String> tags) throws IOException {
        while (item.hasBox()) {
            var box = item.nextBox();
            if (box.type().equals("data") && box.payloadLength() >= 8 && box.payloadLength() <= MAX_TEXT_BYTES) {
                var data = item.open(box);
                int type = data.i32("data type");
                data.skip(4, "data locale");
                if (type == TYPE_UTF8) {
                    tags.put(name, new String(data.rest("data").toArray(), UTF_8));
                }
            }
        }
    }
}
