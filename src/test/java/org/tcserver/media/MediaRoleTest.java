package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MediaRoleTest {
    @Test
    void whatADecoderCannotDoWithoutNeverExpires() {
        assertEquals(
                EnumSet.of(
                        MediaRole.EMPTY,
                        MediaRole.INIT,
                        MediaRole.METADATA,
                        MediaRole.MULTICHANNEL_CONFIG,
                        MediaRole.SEQUENCE_END),
                which(MediaRole::neverExpires));
    }

    @Test
    void aChainIsOfReferences() {
        assertEquals(EnumSet.of(MediaRole.INTER, MediaRole.DISPOSABLE), which(MediaRole::needsReference));
        assertEquals(EnumSet.of(MediaRole.KEYFRAME, MediaRole.INTER), which(MediaRole::isReference));
    }

    private static EnumSet<MediaRole> which(Predicate<MediaRole> predicate) {
        return Stream.of(MediaRole.values())
                .filter(predicate)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MediaRole.class)));
    }
}
