package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.media.Codec;
import org.tcserver.media.MediaKind;

/** Counts the messages of a publication and records its codecs. Guarded by its stripe's lock. */
final class PublicationTraffic {
    private long messages;
    private long bytes;
    private @Nullable Codec audioCodec;
    private @Nullable Codec videoCodec;

    void count(Delivery delivery) {
        messages++;
        bytes += delivery.message().payload().length();
        var tag = delivery.tag();
        if (tag == null || tag.codec().isNone()) {
            return;
        }
        if (tag.kind() == MediaKind.AUDIO) {
            audioCodec = tag.codec();
        } else {
            videoCodec = tag.codec();
        }
    }

    StreamState.Media state() {
        return new StreamState.Media(messages, bytes, text(audioCodec), text(videoCodec));
    }

    private static @Nullable String text(@Nullable Codec codec) {
        return codec == null ? null : codec.name();
    }
}
