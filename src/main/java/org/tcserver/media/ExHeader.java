package org.tcserver.media;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * Reads ExAudioTagHeader and ExVideoTagHeader (Enhanced RTMP v2), including ModEx and Multitrack. A truncated header
 * gives {@link MediaRole#OTHER} without a codec.
 *
 * <p>Uses indexes rather than a reader, because it processes every message.
 */
final class ExHeader {
    private static final int VIDEO_FLAG = 0x80;
    private static final int AUDIO_SOUND_FORMAT = 9;
    private static final int FOUR_CC_LENGTH = 4;
    private static final int MOD_EX_LONG_SIZE = 256;
    private static final int TRUNCATED = -1;

    private static final int ONE_TRACK = 0;
    private static final int MANY_TRACKS = 1;
    private static final int MANY_TRACKS_MANY_CODECS = 2;

    private ExHeader() {}

    /** Returns whether the payload, which is not empty, has an enhanced header. */
    static boolean isPresent(MediaKind kind, Bytes payload) {
        int first = payload.at(0);
        return kind == MediaKind.AUDIO ? first >> 4 == AUDIO_SOUND_FORMAT : (first & VIDEO_FLAG) != 0;
    }

    static MediaTag read(MediaKind kind, Bytes payload) {
        int index = packetTypeIndex(kind, payload);
        if (index == TRUNCATED) {
            return MediaTag.of(MediaRole.OTHER, Codec.none(kind));
        }
        var packetType = PacketType.of(kind, payload.at(index));
        return packetType == PacketType.MULTITRACK
                ? multitrack(kind, payload, index + 1)
                : single(kind, payload, packetType, index + 1);
    }

    /** Returns the index of the actual packet type: in the first byte, or in the last byte of the last ModEx. */
    private static int packetTypeIndex(MediaKind kind, Bytes payload) {
        int index = 0;
        while (PacketType.of(kind, payload.at(index)) == PacketType.MOD_EX) {
            index = skipModExData(payload, index + 1);
            if (index < 0 || index >= payload.length()) {
                return TRUNCATED;
            }
        }
        return index;
    }

    private static int skipModExData(Bytes payload, int index) {
        if (index >= payload.length()) {
            return TRUNCATED;
        }
        int size = payload.at(index) + 1;
        if (size < MOD_EX_LONG_SIZE) {
            return index + 1 + size;
        }
        if (payload.length() - index < 3) {
            return TRUNCATED;
        }
        return index + 3 + (payload.at(index + 1) << 8 | payload.at(index + 2)) + 1;
    }

    private static MediaTag single(MediaKind kind, Bytes payload, PacketType packetType, int index) {
        if (!hasFourCc(payload, index)) {
            return MediaTag.of(roleWithoutFourCc(kind, payload, packetType, index), Codec.none(kind));
        }
        var codec = Codec.ofFourCc(kind, fourCc(payload, index));
        return MediaTag.of(role(codec, payload, packetType, index + FOUR_CC_LENGTH), codec);
    }

    /**
     * Returns the role of a message with less than a FourCC after its packet type. A sequence end is still valid. In
     * Enhanced RTMP the command follows directly, without a FourCC. Senders of checkpoints put the command after a
     * FourCC, similar to AVC's header.
     */
    private static MediaRole roleWithoutFourCc(MediaKind kind, Bytes payload, PacketType packetType, int index) {
        if (packetType == PacketType.SEQUENCE_END) {
            return MediaRole.SEQUENCE_END;
        }
        return isCommand(kind, payload, packetType) ? FrameType.commandRole(payload, index) : MediaRole.OTHER;
    }

    private static MediaRole role(Codec codec, Bytes payload, PacketType packetType, int bodyIndex) {
        if (isCommand(codec.kind(), payload, packetType)) {
            return FrameType.commandRole(payload, bodyIndex);
        }
        return switch (packetType) {
            case SEQUENCE_START, MPEG2TS_SEQUENCE_START -> MediaRole.INIT;
            case CODED_FRAMES, CODED_FRAMES_X -> codedRole(codec, payload);
            case SEQUENCE_END -> MediaRole.SEQUENCE_END;
            case METADATA -> MediaRole.METADATA;
            case MULTICHANNEL_CONFIG -> MediaRole.MULTICHANNEL_CONFIG;
            case MULTITRACK, MOD_EX, RESERVED -> MediaRole.OTHER;
        };
    }

    private static MediaRole codedRole(Codec codec, Bytes payload) {
        return codec.kind() == MediaKind.AUDIO
                ? MediaRole.CODED
                : FrameType.of(payload.at(0)).pictureRole(codec);
    }

    /**
     * Returns whether the message is a command. Metadata has a meaningless frame type, which FFmpeg sets to command.
     */
    private static boolean isCommand(MediaKind kind, Bytes payload, PacketType packetType) {
        return kind == MediaKind.VIDEO
                && packetType != PacketType.METADATA
                && FrameType.of(payload.at(0)) == FrameType.COMMAND;
    }

    /** Reads from the byte with AvMultitrackType and the common packet type on. */
    private static MediaTag multitrack(MediaKind kind, Bytes payload, int index) {
        if (index >= payload.length()) {
            return unknownTrack(kind);
        }
        var packetType = PacketType.of(kind, payload.at(index));
        return switch (payload.at(index) >> 4) {
            case ONE_TRACK -> oneTrack(kind, payload, packetType, index + 1);
            case MANY_TRACKS -> manyTracks(kind, payload, packetType, index + 1);
            case MANY_TRACKS_MANY_CODECS -> manyCodecs(kind, payload, packetType, index + 1);
            default -> unknownTrack(kind);
        };
    }

    private static MediaTag oneTrack(MediaKind kind, Bytes payload, PacketType packetType, int index) {
        int trackIndex = index + FOUR_CC_LENGTH;
        if (trackIndex >= payload.length()) {
            return unknownTrack(kind);
        }
        var codec = Codec.ofFourCc(kind, fourCc(payload, index));
        return MediaTag.ofTrack(role(codec, payload, packetType, trackIndex + 1), codec, payload.at(trackIndex));
    }

    private static MediaTag manyTracks(MediaKind kind, Bytes payload, PacketType packetType, int index) {
        if (!hasFourCc(payload, index)) {
            return unknownTrack(kind);
        }
        var codec = Codec.ofFourCc(kind, fourCc(payload, index));
        return ofTracks(kind, payload, packetType, tracks(kind, payload, index + FOUR_CC_LENGTH, codec));
    }

    private static MediaTag manyCodecs(MediaKind kind, Bytes payload, PacketType packetType, int index) {
        return ofTracks(kind, payload, packetType, tracks(kind, payload, index, null));
    }

    private static MediaTag ofTracks(MediaKind kind, Bytes payload, PacketType packetType, List<Track> tracks) {
        if (tracks.isEmpty()) {
            return unknownTrack(kind);
        }
        // such a message cannot contain a command, so no byte of it is read as one
        return MediaTag.ofTracks(role(tracks.getFirst().codec(), payload, packetType, payload.length()), tracks);
    }

    /**
     * Reads the tracks from {@code index} on, each id once, until the message ends or is invalid.
     *
     * @param shared the codec of all tracks, or null if each has its own
     */
    private static List<Track> tracks(MediaKind kind, Bytes payload, int index, @Nullable Codec shared) {
        var tracks = new ArrayList<Track>();
        var seen = new BitSet();
        int fourCcLength = shared == null ? FOUR_CC_LENGTH : 0;
        int at = index;
        while (at >= 0 && payload.length() - at > fourCcLength) {
            int id = payload.at(at + fourCcLength);
            if (!seen.get(id)) {
                seen.set(id);
                tracks.add(new Track(id, shared == null ? Codec.ofFourCc(kind, fourCc(payload, at)) : shared));
            }
            at = skipTrack(payload, at + fourCcLength + 1);
        }
        return tracks;
    }

    /** Returns the start of the next track, given the index of a track's size. */
    private static int skipTrack(Bytes payload, int index) {
        if (payload.length() - index < 3) {
            return TRUNCATED;
        }
        return index + 3 + (payload.at(index) << 16 | payload.at(index + 1) << 8 | payload.at(index + 2));
    }

    private static MediaTag unknownTrack(MediaKind kind) {
        return MediaTag.ofTrack(MediaRole.OTHER, Codec.none(kind), 0);
    }

    private static boolean hasFourCc(Bytes payload, int index) {
        return payload.length() - index >= FOUR_CC_LENGTH;
    }

    private static int fourCc(Bytes payload, int index) {
        return payload.at(index) << 24
                | payload.at(index + 1) << 16
                | payload.at(index + 2) << 8
                | payload.at(index + 3);
    }
}
