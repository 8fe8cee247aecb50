package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class CodecConfigurationVectorTest {
    private static final Bytes AVC_HIGH = Bytes.ofHex(
            "0164000dffe1001a6764000dacd941419f9f0110000003001000000303c0f142996001000668ebe3cb22c0fdf8f800");

    private interface Reader {
        Object read(Bytes payload) throws IOException;
    }

    /** Asserts that any prefix shorter than {@code needed} is malformed. */
    private static void assertTruncatedUpTo(int needed, Bytes payload, Reader reader) {
        for (int length = 0; length < needed; length++) {
            var part = payload.slice(0, length);
            assertThrows(MalformedException.class, () -> reader.read(part), "cut to " + part.length());
        }
    }

    @Test
    void readsAvc() throws IOException {
        var avc = AvcConfiguration.read(AVC_HIGH);
        assertEquals(Optional.of("High"), avc.profile());
        assertEquals(13, avc.level());
        assertEquals(Optional.of(new FrameSize(320, 180)), avc.size());
        assertEquals(Optional.of(new PixelFormat(1, 8)), avc.pixelFormat());
        assertEquals(OptionalInt.of(4), avc.referenceFrames());
        assertEquals(OptionalInt.of(4), avc.nalLengthSize());
        assertEquals(2, avc.reorderedFrames());
        assertEquals(new Ratio(30, 1), avc.frameRate());
        assertEquals(new Ratio(1, 1), avc.signal().sampleAspectRatio());
        assertTrue(avc.isProgressive());
        assertEquals(47, avc.extradataBytes());
        assertTruncatedUpTo(8 + 26, AVC_HIGH, AvcConfiguration::read);
    }

    @Test
    void readsAvcWithoutParameterSets() throws IOException {
        var avc = AvcConfiguration.read(Bytes.ofHex("0142c01effe000"));
        assertEquals(Optional.of("Constrained Baseline"), avc.profile());
        assertEquals(30, avc.level());
        assertEquals(Optional.empty(), avc.size());
    }

    @Test
    void namesAvcProfiles() {
        assertEquals(Optional.of("Baseline"), new AvcProfile(66, 0, 30).name());
        assertEquals(Optional.of("High 10 Intra"), new AvcProfile(110, 0x10, 30).name());
        assertEquals(Optional.of("High 4:4:4 Predictive"), new AvcProfile(244, 0, 30).name());
        assertEquals(Optional.empty(), new AvcProfile(1, 0, 30).name());
        assertEquals(9, new AvcProfile(66, 0x10, 11).level(), "level 1b");
        assertEquals(11, new AvcProfile(100, 0x10, 11).level());
    }

    @Test
    void readsAac() throws IOException {
        var plain = AacConfiguration.read(Bytes.ofHex("1190"));
        assertEquals(new AacConfiguration(2, 48000, 2, 2), plain);
        assertEquals(Optional.of("LC"), plain.profile());
        assertEquals(Optional.of("stereo"), plain.channelLayout());
        var synced = AacConfiguration.read(Bytes.ofHex("118856e500"));
        assertEquals(new AacConfiguration(2, 48000, 1, 5), synced, "an extension that says there is none");
        assertTruncatedUpTo(2, Bytes.ofHex("1190"), AacConfiguration::read);
    }

    @Test
    void readsHighEfficiencyAac() throws IOException {
        var hierarchical = AacConfiguration.read(Bytes.ofHex("2b098800"));
        assertEquals(Optional.of("HE-AAC"), hierarchical.profile());
        assertEquals(48000, hierarchical.sampleRate());
        var compatible = AacConfiguration.read(Bytes.ofHex("131056e598"));
        assertEquals(Optional.of("HE-AAC"), compatible.profile());
        assertEquals(48000, compatible.sampleRate());
        var parametric = AacConfiguration.read(Bytes.ofHex("eb098800"));
        assertEquals(Optional.of("HE-AACv2"), parametric.profile());
        assertEquals(2, parametric.channels(), "stereo out of mono");
    }

    @Test
    void readsDescriptorsOfEitherLengthForm() throws IOException {
        var longForm = Bytes.ofHex(
                "0000000003808080250002000480808017401500000000010d8800010d880580808005118856e500068080800102");
        assertEquals(
                new ElementaryStreamDescriptor(0x40, Bytes.ofHex("118856e500")),
                ElementaryStreamDescriptor.read(longForm));
        var shortForm = Bytes.ofHex("000000000316" + "000100" + "0411" + "40" + "00".repeat(12) + "05021190");
        assertEquals(
                new ElementaryStreamDescriptor(0x40, Bytes.ofHex("1190")), ElementaryStreamDescriptor.read(shortForm));
        assertTruncatedUpTo(shortForm.length(), shortForm, ElementaryStreamDescriptor::read);
        var elsewhere = assertThrows(
                MalformedException.class, () -> ElementaryStreamDescriptor.read(Bytes.ofHex("000000000400")));
        assertEquals("esds without descriptor 3", elsewhere.getMessage());
    }

    @Test
    void readsOpus() throws IOException {
        var payload = Bytes.ofHex("0002" + "0138" + "0000bb80" + "0000" + "00");
        assertEquals(new OpusConfiguration(2, 0, 19), OpusConfiguration.read(payload));
        assertTruncatedUpTo(payload.length(), payload, OpusConfiguration::read);
    }

    @Test
    void readsAc3() throws IOException {
        var stereo = Ac3Configuration.readDac3(Bytes.ofHex("101140"));
        assertEquals(new Ac3Configuration(Codec.AC3, 48000, 2, false, 192_000), stereo);
        assertEquals(Optional.of("stereo"), stereo.channelLayout());
        var surround = Ac3Configuration.readDac3(Bytes.ofHex("103dc0"));
        assertEquals(6, surround.channels());
        assertEquals(Optional.of("5.1(side)"), surround.channelLayout());
        assertEquals(OptionalLong.of(384_000), surround.bitRate());
        assertTruncatedUpTo(3, Bytes.ofHex("101140"), Ac3Configuration::readDac3);
        assertTruncatedUpTo(4, Bytes.ofHex("0600200400"), Ac3Configuration::readDec3);
    }

    @Test
    void readsFlac() throws IOException {
        var payload = Bytes.ofHex(
                "00000000" + "80000022" + "1200120000019200051d0bb802f00002328084c061f124b9a7efe6253e714ead116f");
        assertEquals(new FlacConfiguration(48000, 2, 16), FlacConfiguration.read(payload));
        assertTruncatedUpTo(payload.length(), payload, FlacConfiguration::read);
    }
}
