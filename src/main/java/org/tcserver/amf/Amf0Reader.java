package org.tcserver.amf;

import static org.tcserver.amf.Amf0Marker.AVMPLUS_OBJECT;
import static org.tcserver.amf.Amf0Marker.BOOLEAN;
import static org.tcserver.amf.Amf0Marker.DATE;
import static org.tcserver.amf.Amf0Marker.ECMA_ARRAY;
import static org.tcserver.amf.Amf0Marker.LONG_STRING;
import static org.tcserver.amf.Amf0Marker.NULL;
import static org.tcserver.amf.Amf0Marker.NUMBER;
import static org.tcserver.amf.Amf0Marker.OBJECT;
import static org.tcserver.amf.Amf0Marker.OBJECT_END;
import static org.tcserver.amf.Amf0Marker.REFERENCE;
import static org.tcserver.amf.Amf0Marker.STRICT_ARRAY;
import static org.tcserver.amf.Amf0Marker.STRING;
import static org.tcserver.amf.Amf0Marker.TYPED_OBJECT;
import static org.tcserver.amf.Amf0Marker.UNDEFINED;
import static org.tcserver.amf.Amf0Marker.UNSUPPORTED;
import static org.tcserver.amf.Amf0Marker.XML_DOCUMENT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.MalformedException;

/**
 * Reads the AMF0 values of one message, and AMF3 values after an avmplus-object-marker.
 *
 * <p>Use one reader for each message: its reference tables and limits ({@link AmfParameters}) span all values of the
 * message (AMF0 §4.1.3, AMF3 §4.1). After {@link #read} returns, the {@link ByteReader} is directly after the value.
 * After it throws, the position is undefined and this reader is unusable. Confined to the thread that created it.
 */
public final class Amf0Reader {
    private final ByteReader in;
    private final AmfBudget budget = new AmfBudget();
    private final ReferenceTable references = new ReferenceTable(budget);
    private @Nullable Amf3Reader amf3;
    private boolean sawReference;

    public Amf0Reader(ByteReader in) {
        this.in = in;
    }

    /** Reads the next value. */
    public AmfValue read() throws MalformedException {
        int marker = in.u8("AMF0 marker");
        budget.element();
        return switch (marker) {
            case NUMBER -> new AmfNumber(in.f64("AMF0 number"));
            case BOOLEAN -> new AmfBoolean(in.u8("AMF0 boolean") != 0);
            case STRING -> new AmfString(text(in.u16("AMF0 string length"), "AMF0 string"));
            case LONG_STRING -> new AmfString(text(in.u32("AMF0 string length"), "AMF0 long string"));
            case XML_DOCUMENT -> new AmfXmlDocument(text(in.u32("AMF0 XML length"), "AMF0 XML document"));
            case NULL -> AmfEmpty.NULL;
            case UNDEFINED -> AmfEmpty.UNDEFINED;
            case UNSUPPORTED -> AmfEmpty.UNSUPPORTED;
            case DATE -> date();
            case OBJECT -> references.define(() -> new AmfObject(members()));
            case TYPED_OBJECT -> references.define(() -> new AmfObject(name(), members()));
            case ECMA_ARRAY -> references.define(this::ecmaArray);
            case STRICT_ARRAY -> references.define(this::strictArray);
            case REFERENCE -> reference();
            case AVMPLUS_OBJECT -> amf3().read();
            default -> throw new MalformedException("unknown AMF0 marker " + marker);
        };
    }

    /** Returns whether an avmplus-object-marker occurred, including before a failure. */
    public boolean sawAmf3() {
        return amf3 != null;
    }

    /** Returns whether an AMF0 reference occurred, including before a failure. */
    public boolean sawReference() {
        return sawReference;
    }

    /** Returns whether reading failed at a size limit; the input may be well-formed. */
    public boolean metLimit() {
        return budget.isExceeded();
    }

    private String text(long length, String what) throws MalformedException {
        return in.bytes(length, what).toText();
    }

    private String name() throws MalformedException {
        return AmfBudget.checkName(text(in.u16("AMF0 name length"), "AMF0 name"));
    }

    private AmfDate date() throws MalformedException {
        var date = new AmfDate(in.f64("AMF0 date"));
        in.skip(2, "AMF0 time zone");
        return date;
    }

    private Map<String, AmfValue> members() throws MalformedException {
        var members = new LinkedHashMap<String, AmfValue>();
        while (readMember(members)) {
            // the condition adds the member
        }
        return members;
    }

    /** Reads a member; returns false at the end of the object. */
    private boolean readMember(Map<String, AmfValue> members) throws MalformedException {
        var name = name();
        if (name.isEmpty() && in.peekU8("AMF0 marker") == OBJECT_END) {
            in.skip(1, "AMF0 object end");
            return false;
        }
        members.put(name, read());
        return true;
    }

    /**
     * Reads an ECMA array. Its count is unreliable: Flash and FMLE write 0, others arbitrary values. The end marker
     * ends it. Some senders of the true count omit the marker at the end of their metadata.
     */
    private AmfEcmaArray ecmaArray() throws MalformedException {
        long left = in.u32("AMF0 associative count");
        var members = new LinkedHashMap<String, AmfValue>();
        while (readMember(members)) {
            left--;
            if (left == 0 && !in.hasRemaining()) {
                break;
            }
        }
        return new AmfEcmaArray(members);
    }

    private AmfStrictArray strictArray() throws MalformedException {
        long count = in.u32("AMF0 array count");
        budget.require(count);
        var elements = new ArrayList<AmfValue>((int) Math.min(count, in.remaining()));
        for (long i = 0; i < count; i++) {
            elements.add(read());
        }
        return new AmfStrictArray(elements);
    }

    private AmfValue reference() throws MalformedException {
        sawReference = true;
        return references.resolve(in.u16("AMF0 reference"));
    }

    private Amf3Reader amf3() {
        var reader = amf3;
        if (reader == null) {
            reader = new Amf3Reader(in, budget);
            amf3 = reader;
        }
        return reader;
    }
}
