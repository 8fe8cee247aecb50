package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/**
 * The {@code stbl} box of a track (ISO/IEC 14496-12 §8.5): the sample formats and, unless the file is fragmented, the
 * samples. Confined to one thread, like its durations.
 */
record SampleTable(
        List<SampleEntry> entries,
        TimeToSampleBox times,
        CompositionOffsetBox offsets,
        SampleSizeBox sizes,
        boolean firstIsSync) {
    static final SampleTable NONE = new SampleTable(
            List.of(),
            new TimeToSampleBox(new SampleDurations(), List.of()),
            CompositionOffsetBox.NONE,
            SampleSizeBox.NONE,
            true);

    static SampleTable read(BoxInput in, String handlerType) throws IOException {
        var entries = NONE.entries;
        @Nullable TimeToSampleBox times = null;
        var offsets = CompositionOffsetBox.NONE;
        var sizes = SampleSizeBox.NONE;
        boolean firstIsSync = true;
        while (in.hasBox()) {
            var box = in.nextBox();
            switch (box.type()) {
                case "stsd" -> entries = readEntries(in.open(box), handlerType);
                case "stts" -> times = TimeToSampleBox.read(in.open(box));
                case "ctts" -> offsets = CompositionOffsetBox.read(in.open(box));
                case "stsz" -> sizes = SampleSizeBox.read(in.open(box));
                case "stz2" -> sizes = SampleSizeBox.readCompact(in.open(box));
                case "stss" -> firstIsSync = readFirstIsSync(in.open(box));
                default -> {}
            }
        }
        return new SampleTable(entries, times == null ? NONE.times : times, offsets, sizes, firstIsSync);
    }

    Optional<SampleEntry> firstEntry() {
        return entries.stream().findFirst();
    }

    long samples() {
        return times.durations().samples();
    }

    boolean startsWithSync() {
        return samples() > 0 && firstIsSync;
    }

    /** Returns the earliest presentation time among the first samples, in ticks before any edit; 0 without samples. */
    long earliestPresentationTime() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < times.head().size(); i++) {
            earliest = Math.min(earliest, times.head().get(i) + offsets.at(i));
        }
        return times.head().isEmpty() ? 0 : earliest;
    }

    /** Reads {@code stss} (§8.6.2). Without this box, all samples are sync samples. */
    private static boolean readFirstIsSync(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        return in.u32("stss entry count") > 0 && in.u32("stss sample number") == 1;
    }

    private static List<SampleEntry> readEntries(BoxInput in, String handlerType) throws IOException {
        var header = FullBoxHeader.read(in);
        long count = in.u32("stsd entry count");
        if (count > IsoParameters.MAX_SAMPLE_ENTRIES) {
            throw new MalformedException("more than " + IsoParameters.MAX_SAMPLE_ENTRIES + " sample entries");
        }
        var entries = new ArrayList<SampleEntry>();
        for (long i = 0; i < count; i++) {
            var box = in.nextBox();
            var layout = new SampleEntryReader(handlerType, header.version());
            entries.add(layout.read(box.type(), in.open(box)));
        }
        return List.copyOf(entries);
    }
}
