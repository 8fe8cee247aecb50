package org.tcserver.isobmff;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/** The {@code trak} box (ISO/IEC 14496-12 §8.3.1). Confined to one thread, like its samples. */
record Track(TrackHeaderBox header, MediaHeaderBox media, HandlerBox handler, EditListBox edits, SampleTable samples) {
    static Track read(BoxInput in) throws IOException {
        @Nullable TrackHeaderBox header = null;
        var edits = EditListBox.NONE;
        @Nullable Media media = null;
        while (in.hasBox()) {
            var box = in.nextBox();
            switch (box.type()) {
                case "tkhd" -> header = TrackHeaderBox.read(in.open(box));
                case "edts" -> edits = readEdits(in.open(box));
                case "mdia" -> media = Media.read(in.open(box));
                default -> {}
            }
        }
        if (header == null || media == null) {
            throw new MalformedException("track without " + (header == null ? "tkhd" : "mdia"));
        }
        return new Track(header, media.header, media.handler, edits, media.samples);
    }

    int trackId() {
        return header.trackId();
    }

    private static EditListBox readEdits(BoxInput in) throws IOException {
        while (in.hasBox()) {
            var box = in.nextBox();
            if (box.type().equals("elst")) {
                return EditListBox.read(in.open(box));
            }
        }
        return EditListBox.NONE;
    }

    /** The {@code mdia} box (§8.4.1). The form of its sample table depends on the handler box, which precedes it. */
    private record Media(MediaHeaderBox header, HandlerBox handler, SampleTable samples) {
        static Media read(BoxInput in) throws IOException {
            @Nullable MediaHeaderBox header = null;
            var handler = HandlerBox.NONE;
            var samples = SampleTable.NONE;
            while (in.hasBox()) {
                var box = in.nextBox();
                switch (box.type()) {
                    case "mdhd" -> header = MediaHeaderBox.read(in.open(box));
                    case "hdlr" -> handler = HandlerBox.read(in.open(box));
                    case "minf" -> samples = readInformation(in.open(box), handler.type());
                    default -> {}
                }
            }
            if (header == null) {
                throw new MalformedException("track without mdhd");
            }
            return new Media(header, handler, samples);
        }

        private static SampleTable readInformation(BoxInput in, String handlerType) throws IOException {
            var samples = SampleTable.NONE;
            while (in.hasBox()) {
                var box = in.nextBox();
                if (box.type().equals("stbl")) {
                    samples = SampleTable.read(in.open(box), handlerType);
                }
            }
            return samples;
        }
    }
}
