package org.tcserver.isobmff;

import java.util.Optional;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code esds} box (ISO/IEC 14496-14 §5.6, 14496-1 §7.2.6). Immutable.
 *
 * @param objectTypeIndication the codec
 * @param specificInfo the decoder configuration, may be empty
 */
record ElementaryStreamDescriptor(int objectTypeIndication, Bytes specificInfo) {
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG_DESCRIPTOR = 4;
    private static final int DECODER_SPECIFIC_INFO = 5;
    private static final int STREAM_DEPENDENCE = 0x80;
    private static final int URL = 0x40;
    private static final int OCR_STREAM = 0x20;
    private static final int AUDIO_14496_3 = 0x40;

    static ElementaryStreamDescriptor read(Bytes payload) throws MalformedException {
        var in = new ByteReader(payload);
        in.skip(4, "esds");
        var stream = new ByteReader(descriptor(in, ES_DESCRIPTOR));
        stream.skip(2, "ES_ID");
        int flags = stream.u8("ES_Descriptor flags");
        stream.skip((flags & STREAM_DEPENDENCE) != 0 ? 2 : 0, "dependsOn_ES_ID");
        if ((flags & URL) != 0) {
            stream.skip(stream.u8("URL length"), "URL");
        }
        stream.skip((flags & OCR_STREAM) != 0 ? 2 : 0, "OCR_ES_Id");
        var config = new ByteReader(descriptor(stream, DECODER_CONFIG_DESCRIPTOR));
        int objectType = config.u8("objectTypeIndication");
        config.skip(1 + 3 + 4 + 4, "DecoderConfigDescriptor");
        var info = config.hasRemaining() ? descriptor(config, DECODER_SPECIFIC_INFO) : Bytes.EMPTY;
        return new ElementaryStreamDescriptor(objectType, info);
    }

    Optional<CodecConfiguration> configuration() throws MalformedException {
        boolean aac = objectTypeIndication == AUDIO_14496_3 && !specificInfo.isEmpty();
        return aac ? Optional.of(AacConfiguration.read(specificInfo)) : Optional.empty();
    }

    /** Returns the codec, if the object type alone determines it. */
    Optional<Codec> codec() {
        return switch (objectTypeIndication) {
            case AUDIO_14496_3, 0x66, 0x67, 0x68 -> Optional.of(Codec.AAC);
            case 0x69, 0x6b -> Optional.of(Codec.MP3);
            default -> Optional.empty();
        };
    }

    private static Bytes descriptor(ByteReader in, int expectedTag) throws MalformedException {
        if (in.u8("descriptor tag") != expectedTag) {
            throw new MalformedException("esds without descriptor " + expectedTag);
        }
        return in.bytes(readLength(in), "descriptor " + expectedTag);
    }

    private static int readLength(ByteReader in) throws MalformedException {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int next = in.u8("descriptor length");
            length = length << 7 | (next & 0x7f);
            if ((next & 0x80) == 0) {
                return length;
            }
        }
        throw new MalformedException("descriptor length of more than 4 bytes");
    }
}
