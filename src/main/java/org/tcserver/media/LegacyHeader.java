package org.tcserver.media;

import org.tcserver.wire.Bytes;

/** Reads AudioTagHeader and VideoTagHeader (FLV 10.1, E.4.2.1 and E.4.3.1) of payloads that are not empty. */
final class LegacyHeader {
    private static final int SEQUENCE_HEADER = 0;
    private static final int CODED = 1;
    private static final int END_OF_SEQUENCE = 2;

    private LegacyHeader() {}

    static MediaTag read(MediaKind kind, Bytes payload) {
        return kind == MediaKind.AUDIO ? readAudio(payload) : readVideo(payload);
    }

    private static MediaTag readAudio(Bytes payload) {
        var codec = Codec.ofLegacyId(MediaKind.AUDIO, payload.at(0) >> 4);
        boolean init = codec.hasPacketType() && payload.length() > 1 && payload.at(1) == SEQUENCE_HEADER;
        return MediaTag.of(init ? MediaRole.INIT : MediaRole.CODED, codec);
    }

    private static MediaTag readVideo(Bytes payload) {
        var codec = Codec.ofLegacyId(MediaKind.VIDEO, payload.at(0) & 0x0f);
        return MediaTag.of(videoRole(payload, codec), codec);
    }

    private static MediaRole videoRole(Bytes payload, Codec codec) {
        var frameType = FrameType.of(payload.at(0));
        if (frameType == FrameType.COMMAND) {
            // packet type and composition time are part of the header, also in command frames
            return FrameType.commandRole(payload, codec.hasPacketType() ? 5 : 1);
        }
        int packetType = codec.hasPacketType() && payload.length() > 1 ? payload.at(1) : CODED;
        return switch (packetType) {
            case SEQUENCE_HEADER -> MediaRole.INIT;
            case CODED -> frameType.pictureRole(codec);
            case END_OF_SEQUENCE -> MediaRole.SEQUENCE_END;
            default -> MediaRole.OTHER;
        };
    }
}
