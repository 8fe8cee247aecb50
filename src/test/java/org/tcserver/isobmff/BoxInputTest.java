package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tcserver.isobmff.Boxes.box;
import static org.tcserver.isobmff.Boxes.join;
import static org.tcserver.isobmff.Boxes.words;
import static org.tcserver.isobmff.Boxes.zeros;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class BoxInputTest {
    private static BoxInput over(Bytes... parts) {
        return new BoxInput(MediaSource.of(join(parts)));
    }

    private static String complaint(BoxInput in) {
        return String.valueOf(
                assertThrows(MalformedException.class, in::nextBox).getMessage());
    }

    @Test
    void readsBoxesOneAfterTheOther() throws IOException {
        var in = over(box("free", zeros(3)), box("skip"));
        assertEquals(new Box("free", 0, 8, 11, false), in.nextBox());
        assertEquals(new Box("skip", 11, 19, 19, false), in.nextBox());
        assertFalse(in.hasBox());
    }

    @Test
    void readsSizesOf64Bits() throws IOException {
        var in = over(words(1), Bytes.ofUtf8("mdat"), words(0, 20), zeros(4));
        assertEquals(new Box("mdat", 0, 16, 20, false), in.nextBox());
    }

    @Test
    void sizeZeroReachesToTheEndOfTheFileButNotOfABox() throws IOException {
        var open = join(words(0), Bytes.ofUtf8("mdat"), zeros(5));
        assertEquals(new Box("mdat", 0, 8, 13, false), over(open).nextBox());
        var outer = over(box("moov", open));
        assertEquals("box mdat at byte 8 is smaller than its header", complaint(outer.open(outer.nextBox())));
    }

    @Test
    void refusesSizesThatCannotBe() {
        assertEquals("box free at byte 0 is smaller than its header", complaint(over(words(7), Bytes.ofUtf8("free"))));
        assertEquals(
                "box fr[0]e at byte 0 reaches beyond the end of the file",
                complaint(over(words(9), Bytes.ofUtf8("fr\0e"))));
        assertEquals("64-bit box size beyond 63 bits", complaint(over(words(1), Bytes.ofUtf8("mdat"), words(-1, -1))));
        assertEquals("truncated box type", complaint(over(words(8))));
    }

    @Test
    void mediaDataMayBeCutOffAtTheTopLevelOnly() throws IOException {
        var cutOff = join(words(1000), Bytes.ofUtf8("mdat"), zeros(10));
        assertEquals(new Box("mdat", 0, 8, 18, true), over(cutOff).nextBox());
        var outer = over(box("moov", cutOff));
        assertEquals(
                "box mdat at byte 8 reaches beyond the end of the box around it",
                complaint(outer.open(outer.nextBox())));
    }

    @Test
    void boxesNestToALimit() throws IOException {
        var nested = box("free");
        for (int i = 0; i < IsoParameters.MAX_DEPTH; i++) {
            nested = box("moov", nested);
        }
        var in = over(nested);
        for (int i = 0; i < IsoParameters.MAX_DEPTH; i++) {
            in = in.open(in.nextBox());
        }
        var deepest = in;
        var box = deepest.nextBox();
        assertThrows(MalformedException.class, () -> deepest.open(box));
    }

    @Test
    void tablesAreCheckedAgainstWhatRemainsBeforeTheyAreRead() throws IOException {
        assertEquals(2, over(words(2, 1, 1, 1, 1)).entryCount(8, "stts"));
        var message = assertThrows(
                        MalformedException.class,
                        () -> over(words(0xffff_ffffL, 1, 1)).entryCount(8, "stts"))
                .getMessage();
        assertEquals("stts counts 4294967295 entries, more than it has room for", message);
    }

    @Test
    void longPayloadsAreNotLoaded() {
        var in = over(zeros(IsoParameters.MAX_LOADED_BYTES + 1));
        var complaint = assertThrows(MalformedException.class, () -> in.rest("esds"));
        assertEquals("esds of 262145 bytes is too long", complaint.getMessage());
    }

    @Test
    void textEndsAtZeroOrAtTheEnd() throws IOException {
        assertEquals("Eye", over(Bytes.ofUtf8("Eye\0more")).text("name"));
        assertEquals("Ear", over(Bytes.ofUtf8("Ear")).text("name"));
        assertEquals("\ufffd", over(Bytes.of(0xff)).text("name"));
    }

    @Test
    void joinedSourcesReadAcrossTheirSeams() throws IOException {
        var whole = join(box("free", zeros(3)), box("skip", Bytes.of(1, 2, 3)));
        var parts = MediaSource.join(List.of(
                MediaSource.of(whole.slice(0, 5)),
                MediaSource.of(Bytes.EMPTY),
                MediaSource.of(whole.slice(5, 9)),
                MediaSource.of(whole.slice(14))));
        assertEquals(whole.length(), parts.length());
        for (int from = 0; from <= whole.length(); from++) {
            for (int count = 0; count <= whole.length() - from; count++) {
                assertEquals(whole.slice(from, count), parts.read(from, count));
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> parts.read(1, whole.length()));
    }
}
