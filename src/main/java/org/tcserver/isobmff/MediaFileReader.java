package org.tcserver.isobmff;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/** Reads the top-level boxes of a file in one pass. Confined to one thread; one reader per file. */
final class MediaFileReader {
    private static final Set<String> USUAL_BOXES = Set.of(
            "ftyp", "styp", "moov", "moof", "mdat", "sidx", "ssix", "emsg", "prft", "mfra", "free", "skip", "wide",
            "uuid", "pdin", "meta");
    private static final String OTHER_BOXES = "others";
    private static final String LAST_SEGMENT_BRAND = "lmsg";

    private final MediaSource source;
    private final SequencedMap<String, Integer> boxes = new LinkedHashMap<>();
    private final FragmentReader fragments;
    private @Nullable Brands fileBrands;
    private @Nullable Brands segmentBrands;
    private @Nullable Movie movie;
    private @Nullable SegmentIndex index;
    private boolean lastSegment;
    private boolean cutOff;

    /**
     * Reads from {@code source}.
     *
     * @param init the movie whose defaults apply to fragments if the file has no movie of its own
     */
    MediaFileReader(MediaSource source, Optional<Movie> init) {
        this.source = source;
        fragments = new FragmentReader(init);
    }

    MediaFile read() throws IOException {
        requireUsualBeginning();
        var in = new BoxInput(source);
        while (in.remaining() > 0) {
            var box = in.nextBox();
            boxes.merge(USUAL_BOXES.contains(box.type()) ? box.type() : OTHER_BOXES, 1, Integer::sum);
            cutOff |= box.cutOff();
            readBox(box.type(), in.open(box));
        }
        var brands = new MediaSummary.Branding(
                Optional.ofNullable(fileBrands), Optional.ofNullable(segmentBrands), lastSegment);
        var content = new MediaSummary.Content(source.length(), boxes, Optional.ofNullable(index), cutOff);
        return new MediaFile(Optional.ofNullable(movie), fragments, brands, content);
    }

    /**
     * Rejects a file that starts with an unknown box, so that a playlist, for example, gives a clear error instead of a
     * bad box size.
     */
    private void requireUsualBeginning() throws IOException {
        var in = new BoxInput(source);
        if (in.hasBox()) {
            in.skip(4, "box size");
            if (USUAL_BOXES.contains(in.fourCharacters("box type"))) {
                return;
            }
        }
        throw new MalformedException("not an ISO base media file (MP4, CMAF): it begins with no box of such files");
    }

    /** Reads one box. A source may repeat its {@code moov}; the first one counts, as in ffprobe. */
    private void readBox(String type, BoxInput payload) throws IOException {
        switch (type) {
            case "ftyp" -> fileBrands = fileBrands == null ? Brands.read(payload) : fileBrands;
            case "styp" -> readSegmentType(payload);
            case "moov" -> readMovie(payload);
            case "moof" -> fragments.read(payload);
            case "sidx" -> index = index == null ? SegmentIndex.read(payload) : index;
            default -> {}
        }
    }

    private void readSegmentType(BoxInput payload) throws IOException {
        var brands = Brands.read(payload);
        lastSegment = brands.has(LAST_SEGMENT_BRAND);
        segmentBrands = segmentBrands == null ? brands : segmentBrands;
    }

    private void readMovie(BoxInput payload) throws IOException {
        if (movie == null) {
            movie = Movie.read(payload);
            fragments.follow(movie);
        }
    }
}
