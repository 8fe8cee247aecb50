package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tcserver.amf.AmfSamples.members;
import static org.tcserver.amf.AmfSamples.number;
import static org.tcserver.amf.AmfSamples.text;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmfMembersTest {
    private static final @Nullable String NO_TEXT = null;
    private static final @Nullable AmfValue NO_VALUE = null;

    private final AmfObject object = AmfObject.builder()
            .member("app", "live")
            .member("objectEncoding", 3)
            .member("fpad", false)
            .member("info", AmfObject.builder().member("level", "status").build())
            .member("fourCcList", AmfStrictArray.ofStrings(List.of("hvc1", "av01")))
            .member("senderName", NO_TEXT)
            .member("nothing", NO_VALUE)
            .build();

    @Test
    void membersByKind() {
        assertEquals("live", object.string("app"));
        assertEquals(3.0, object.number("objectEncoding"));
        assertEquals(false, object.flag("fpad"));
        var info = object.object("info");
        assertEquals("status", info == null ? null : info.string("level"));
        var fourCcList = object.array("fourCcList");
        assertEquals(List.of("hvc1", "av01"), fourCcList == null ? null : fourCcList.strings());
        assertEquals(5, object.members().size());
    }

    @Test
    void membersThatAreMissingOrOfAnotherKindAreNull() {
        assertNull(object.member("senderName"));
        assertNull(object.string("objectEncoding"));
        assertNull(object.number("app"));
        assertNull(object.flag("app"));
        assertNull(object.object("fourCcList"));
        assertNull(object.array("info"));
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        var members = new LinkedHashMap<>(members("a", AmfValue.NULL));
        var array = new AmfEcmaArray(members);
        members.put("b", AmfValue.NULL);
        assertEquals(1, array.members().size());
        assertThrows(UnsupportedOperationException.class, () -> array.members().remove("a"));
    }

    @Test
    void stringsOfAnArrayLeaveOtherElementsOut() {
        assertEquals(
                List.of("a", "b"),
                AmfStrictArray.of(text("a"), number(1), text("b")).strings());
    }

    @Test
    void aVectorOfNumbersHoldsNumbersOnly() {
        var elements = List.of(text("a"));
        assertThrows(IllegalArgumentException.class, () -> new AmfVector(AmfVector.Type.INT, "", false, elements));
    }
}
