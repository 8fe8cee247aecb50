package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.isobmff.FragmentSequence;
import org.tcserver.isobmff.MediaFile;
import org.tcserver.isobmff.MediaProbe;
import org.tcserver.isobmff.MediaSource;
import org.tcserver.isobmff.MediaSummary;
import org.tcserver.wire.MalformedException;

/** Reads media files. */
public final class MediaReader {
    private static final Facts UNREADABLE =
            new Facts.Media(null, false, false, new FragmentSequence(0, 0, 0, true), -1, -1, -1);

    private MediaReader() {}

    static Facts facts(Path file, @Nullable Path init) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var source = MediaSource.of(channel);
            return facts((init == null ? MediaFile.read(source) : segment(source, init)).summary());
        } catch (MalformedException e) {
            return UNREADABLE;
        }
    }

    private static MediaFile segment(MediaSource segment, Path init) throws IOException {
        if (!Files.isRegularFile(init)) { // the init segment was deleted after its upload
            return MediaFile.read(segment);
        }
        try (var channel = FileChannel.open(init, StandardOpenOption.READ)) {
            return MediaFile.readSegment(segment, MediaFile.read(MediaSource.of(channel)));
        }
    }

    private static Facts facts(MediaSummary summary) {
        var track = summary.tracks().isEmpty() ? null : summary.tracks().getFirst();
        return new Facts.Media(
                summary.kind(),
                summary.content().has("prft"),
                summary.brands().lastSegment(),
                summary.fragments(),
                track == null ? -1 : track.span().start().orElse(-1),
                track == null ? -1 : track.span().end().orElse(-1),
                track == null
                        ? -1
                        : track.duration()
                                .map(duration -> duration.toNanos() / 1e9)
                                .orElse(-1.0));
    }

    /**
     * Describes the content of a file in the form of ffprobe's output. Reads a media segment together with its init
     * segment.
     *
     * @param name the name to show; it is not opened
     * @throws MalformedException if it is not a media file, or is a media segment without an init segment
     */
    public static MediaProbe probe(Path file, String name) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var source = MediaSource.of(channel);
            var media = MediaFile.read(source);
            var init = media.summary().kind() == MediaSummary.Kind.MEDIA_SEGMENT ? initBeside(file) : null;
            return (init == null ? media : joined(init, source)).probe(name);
        }
    }

    private static MediaFile joined(Path init, MediaSource segment) throws IOException {
        try (var channel = FileChannel.open(init, StandardOpenOption.READ)) {
            return MediaFile.read(MediaSource.join(List.of(MediaSource.of(channel), segment)));
        }
    }

    /**
     * Returns the init segment in the folder of a media segment: preferably the one named after the folder, otherwise
     * any.
     */
    public static @Nullable Path initBeside(Path segment) throws IOException {
        var folder = segment.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return null;
        }
        var usual = folder.resolve(folder.getFileName() + ".init");
        if (Files.isRegularFile(usual)) {
            return usual;
        }
        try (var inits = Files.newDirectoryStream(folder, "*.init")) {
            for (var init : inits) {
                return init;
            }
        }
        return null;
    }
}
