package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;
import org.tcserver.wire.MalformedException;

/**
 * What was found in one pass over a file: an init segment, a media segment, both joined, or a whole track or movie.
 *
 * <p>Built by one thread and not changed afterwards.
 */
public final class MediaFile {
    private final Optional<Movie> ownMovie;
    private final FragmentReader fragments;
    private final MediaSummary.Branding brands;
    private final MediaSummary.Content content;

    MediaFile(
            Optional<Movie> ownMovie,
            FragmentReader fragments,
            MediaSummary.Branding brands,
            MediaSummary.Content content) {
        this.ownMovie = ownMovie;
        this.fragments = fragments;
        this.brands = brands;
        this.content = content;
    }

    /**
     * Reads a file that stands by itself. To probe a media segment, give its init segment and it
     * {@linkplain MediaSource#join joined}.
     *
     * @throws MalformedException if it is no such file, or breaks the format; the message says how
     * @throws IOException if reading fails
     */
    public static MediaFile read(MediaSource source) throws IOException {
        return new MediaFileReader(source, Optional.empty()).read();
    }

    /**
     * Reads a media segment by the timescales and defaults of its init segment; what is reported is the segment's alone.
     *
     * @throws MalformedException as in {@link #read}
     * @throws IOException if reading fails
     */
    public static MediaFile readSegment(MediaSource segment, MediaFile init) throws IOException {
        return new MediaFileReader(segment, init.ownMovie).read();
    }

    /** What upload rules ask for. */
    public MediaSummary summary() {
        return MediaSummary.of(this);
    }

    /**
     * What ffprobe would show.
     *
     * @param filename to be shown, not opened
     * @throws MalformedException if there is no movie box: a media segment alone can't be described
     */
    public MediaProbe probe(String filename) throws MalformedException {
        return MediaProbe.of(this, filename);
    }

    /** Of the file itself. */
    Optional<Movie> ownMovie() {
        return ownMovie;
    }

    /** Of the file itself, or of the init segment by which it was read. */
    Optional<Movie> movie() {
        return fragments.movie();
    }

    FragmentReader fragments() {
        return fragments;
    }

    MediaSummary.Branding brands() {
        return brands;
    }

    MediaSummary.Content content() {
        return content;
    }
}
