package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.MalformedException;

/** The {@code elst} box (ISO/IEC 14496-12 §8.6.6). Immutable. */
record EditListBox(List<Edit> edits) {
    static final EditListBox NONE = new EditListBox(List.of());

    /**
     * One edit.
     *
     * @param duration in movie ticks; 0 in a fragmented file means to the end
     * @param mediaTime in media ticks; negative for an empty edit
     */
    record Edit(long duration, long mediaTime) {
        boolean isEmpty() {
            return mediaTime < 0;
        }
    }

    EditListBox {
        edits = List.copyOf(edits);
    }

    static EditListBox read(BoxInput in) throws IOException {
        var header = FullBoxHeader.read(in);
        int count = in.entryCount(header.version() == 0 ? 12 : 20, "edit list");
        if (count > IsoParameters.MAX_EDITS) {
            throw new MalformedException("more than " + IsoParameters.MAX_EDITS + " edits");
        }
        var edits = new ArrayList<Edit>(count);
        for (int i = 0; i < count; i++) {
            long duration = header.readTime(in, "edit duration");
            long mediaTime = header.version() == 0 ? in.i32("edit media time") : in.i64("edit media time");
            in.skip(4, "edit rate");
            edits.add(new Edit(duration, mediaTime));
        }
        return new EditListBox(edits);
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** Returns the delay before the media starts, in movie ticks. */
    long emptyDuration() {
        return !edits.isEmpty() && edits.get(0).isEmpty() ? edits.get(0).duration() : 0;
    }

    /** Returns the media time of the first presented sample, 0 without an edit. */
    long mediaTime() {
        for (var edit : edits) {
            if (!edit.isEmpty()) {
                return edit.mediaTime();
            }
        }
        return 0;
    }

    /** Returns the total duration of the edits that are not empty, in movie ticks. */
    long totalDuration() throws MalformedException {
        long total = 0;
        for (var edit : edits) {
            total = edit.isEmpty() ? total : Ticks.sum(total, edit.duration());
        }
        return total;
    }
}
