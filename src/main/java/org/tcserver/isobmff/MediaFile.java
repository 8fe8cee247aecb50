package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;
import org.tcserver.wire.MalformedException;

/**
 * The result of one pass over a file: an init segment, a media segment, both joined, or a whole track or movie.
 *
 * <p>One thread builds it; it does not change afterwards.
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
     * Reads a self-contained file. To probe a media segment, {@linkplain MediaSource#join join} its init segment and
     * the segment.
     *
     * @throws MalformedException if the file has another format or violates it; the message has the reason
     * @throws IOException if reading fails
     */
    public static MediaFile read(MediaSource source) throws IOException {
        return new MediaFileReader(source, Optional.empty()).read();
    }

    /**
     * Reads a media segment with the timescales and defaults of its init segment. The result describes only the
     * segment.
     *
     * @throws MalformedException as in {@link #read}
     * @throws IOException if reading fails
     */
    public static MediaFile readSegment(MediaSource segment, MediaFile init) throws IOException {
        return new MediaFileReader(segment, init.ownMovie).read();
    }

    /** Returns the facts that upload rules need. */
    public MediaSummary summary() {
        return MediaSummary.of(this);
    }

    /**
     * Returns a description in the form of ffprobe's output.
     *
     * @param filename the name to show; it is not opened
     * @throws MalformedException if there is no movie box: a media segment alone cannot be described
     */
    public MediaProbe probe(String filename) throws MalformedException {
        return MediaProbe.of(this, filename);
    }

    /** Returns the movie in the file itself. */
    Optional<Movie> ownMovie() {
        return ownMovie;
    }

    /** Returns the movie in the file itself, or in its init segment. */
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
