package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class OptionListTest {
    private static final OptionList LIST =
            OptionList.of(new Option(0, Bytes.ofUtf8("TC")), new Option(300, Bytes.EMPTY), Option.ofNumber(0x0a, 200));
    private static final String SEQUENCE = "03005443" + "02822c" + "030a8148";

    @Test
    void readsAndWritesLists() throws Exception {
        var out = new ByteWriter();
        LIST.write(out);
        assertEquals(SEQUENCE + "00", out.toBytes().toHex());
        assertEquals(out.length(), LIST.length());
        var in = new ByteReader(Bytes.ofHex(SEQUENCE + "00aa"));
        assertEquals(LIST, OptionList.read(in));
        assertEquals(1, in.remaining());
        for (int length = 0; length < out.length(); length++) {
            var cut = new ByteReader(out.toBytes().slice(0, length));
            assertThrows(MalformedException.class, () -> OptionList.read(cut));
        }
    }

    @Test
    void readsAndWritesSequences() throws Exception {
        assertEquals(SEQUENCE, LIST.toSequence().toHex());
        assertEquals(LIST, OptionList.readSequence(LIST.toSequence()));
        assertEquals(LIST, OptionList.readSequence(Bytes.ofHex("00" + SEQUENCE + "00")));
        assertEquals(OptionList.EMPTY, OptionList.readSequence(Bytes.EMPTY));
        assertThrows(MalformedException.class, () -> OptionList.readSequence(Bytes.ofHex("0500")));
    }

    @Test
    void findsOptions() throws Exception {
        var twice = OptionList.of(Option.ofNumber(7, 1), Option.ofNumber(7, 2));
        assertEquals(twice.options(), twice.all(7));
        assertEquals(List.of(), twice.all(8));
        assertEquals(LIST.options().getFirst(), LIST.single(0));
        assertThrows(MalformedException.class, () -> twice.single(7));
        assertEquals(200, LIST.options().getLast().number("number"));
        assertThrows(MalformedException.class, () -> new Option(7, Bytes.EMPTY).number("number"));
    }

    @Test
    void readsFlowOptions() throws Exception {
        assertEquals(new FlowOptions(null, null), FlowOptions.of(OptionList.EMPTY));
        assertEquals(
                new FlowOptions(Bytes.EMPTY, 200L),
                FlowOptions.of(OptionList.of(
                        new Option(0, Bytes.EMPTY), Option.ofNumber(0x0a, 200), Option.ofNumber(0x2000, 1))));
    }

    @ParameterizedTest
    @CsvSource({"0201aa", "03bf7f01", "01000100", "020a01020a01", "010a"})
    void refusesFlowsWithOptionsThatItDoesNotUnderstand(String sequence) throws Exception {
        var list = OptionList.readSequence(Bytes.ofHex(sequence));
        assertThrows(MalformedException.class, () -> FlowOptions.of(list));
    }
}
