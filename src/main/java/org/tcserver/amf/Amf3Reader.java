package org.tcserver.amf;

import static org.tcserver.amf.Amf3Marker.ARRAY;
import static org.tcserver.amf.Amf3Marker.BYTE_ARRAY;
import static org.tcserver.amf.Amf3Marker.DATE;
import static org.tcserver.amf.Amf3Marker.DICTIONARY;
import static org.tcserver.amf.Amf3Marker.DOUBLE;
import static org.tcserver.amf.Amf3Marker.FALSE;
import static org.tcserver.amf.Amf3Marker.INTEGER;
import static org.tcserver.amf.Amf3Marker.NULL;
import static org.tcserver.amf.Amf3Marker.OBJECT;
import static org.tcserver.amf.Amf3Marker.STRING;
import static org.tcserver.amf.Amf3Marker.TRUE;
import static org.tcserver.amf.Amf3Marker.UNDEFINED;
import static org.tcserver.amf.Amf3Marker.VECTOR_DOUBLE;
import static org.tcserver.amf.Amf3Marker.VECTOR_INT;
import static org.tcserver.amf.Amf3Marker.VECTOR_OBJECT;
import static org.tcserver.amf.Amf3Marker.VECTOR_UINT;
import static org.tcserver.amf.Amf3Marker.XML;
import static org.tcserver.amf.Amf3Marker.XML_DOC;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.MalformedException;

/**
 * Reads AMF3 values, with the tables for references to strings, complex values and traits.
 *
 * <p>Rejects externalizable objects, because only their class can read them. As with {@link Amf0Reader}, use one reader
 * for each message; the same rules apply to limits and positions. Confined to the thread that created it.
 */
public final class Amf3Reader {
    /** The common description of a class's objects (AMF3 §3.12). */
    private record Traits(String className, boolean dynamic, List<String> names) {
        int size() {
            return className.length() + names.stream().mapToInt(String::length).sum();
        }
    }

    private final ByteReader in;
    private final AmfBudget budget;
    private final ReferenceTable objects;
    private final List<String> strings = new ArrayList<>();
    private final List<Traits> traits = new ArrayList<>();

    public Amf3Reader(ByteReader in) {
        this(in, new AmfBudget());
    }

    Amf3Reader(ByteReader in, AmfBudget budget) {
        this.in = in;
        this.budget = budget;
        objects = new ReferenceTable(budget);
    }

    /** Reads the next value. */
    public AmfValue read() throws MalformedException {
        int marker = in.u8("AMF3 marker");
        budget.element();
        return switch (marker) {
            case UNDEFINED -> AmfEmpty.UNDEFINED;
            case NULL -> AmfEmpty.NULL;
            case FALSE -> new AmfBoolean(false);
            case TRUE -> new AmfBoolean(true);
            case INTEGER -> new AmfNumber(integer());
            case DOUBLE -> new AmfNumber(in.f64("AMF3 double"));
            case STRING -> new AmfString(string());
            default -> complex(marker);
        };
    }

    /** Reads a value with a header whose low bit distinguishes a value (1) from a reference (0). */
    private AmfValue complex(int marker) throws MalformedException {
        if (marker > DICTIONARY) {
            throw new MalformedException("unknown AMF3 marker " + marker);
        }
        int header = U29.read(in, "AMF3 header");
        int rest = header >> 1;
        return (header & 1) == 0 ? objects.resolve(rest) : objects.define(() -> body(marker, rest));
    }

    /**
     * Reads the content of a complex value.
     *
     * @param rest the header without its low bit: a length, a count or, for an object, more flags
     */
    private AmfValue body(int marker, int rest) throws MalformedException {
        return switch (marker) {
            case XML_DOC ->
                new AmfXmlDocument(in.bytes(rest, "AMF3 XML document").toText());
            case XML -> new AmfXml(in.bytes(rest, "AMF3 XML").toText());
            case DATE -> new AmfDate(in.f64("AMF3 date"));
            case BYTE_ARRAY -> new AmfByteArray(in.bytes(rest, "AMF3 byte array"));
            case ARRAY -> array(rest);
            case OBJECT -> object(rest);
            case VECTOR_INT -> numbers(AmfVector.Type.INT, rest);
            case VECTOR_UINT -> numbers(AmfVector.Type.UINT, rest);
            case VECTOR_DOUBLE -> numbers(AmfVector.Type.DOUBLE, rest);
            case VECTOR_OBJECT -> vector(rest);
            case DICTIONARY -> dictionary(rest);
            default -> throw new AssertionError(marker);
        };
    }

    private int integer() throws MalformedException {
        int unused = Integer.SIZE - 29;
        return U29.read(in, "AMF3 integer") << unused >> unused;
    }

    private String string() throws MalformedException {
        int header = U29.read(in, "AMF3 string header");
        if ((header & 1) == 0) {
            return repeatedString(header >> 1);
        }
        var text = in.bytes(header >> 1, "AMF3 string").toText();
        if (!text.isEmpty()) {
            strings.add(text);
        }
        return text;
    }

    private String repeatedString(int index) throws MalformedException {
        if (index >= strings.size()) {
            throw new MalformedException("AMF3 reference to a string that is not there");
        }
        var text = strings.get(index);
        budget.repeat(text.length());
        return text;
    }

    private String name() throws MalformedException {
        return AmfBudget.checkName(string());
    }

    private AmfValue array(int denseCount) throws MalformedException {
        var associative = new LinkedHashMap<String, AmfValue>();
        readMembers(associative);
        var dense = values(denseCount);
        if (associative.isEmpty()) {
            return new AmfStrictArray(dense);
        }
        var members = new LinkedHashMap<String, AmfValue>();
        for (int i = 0; i < dense.size(); i++) {
            members.put(Integer.toString(i), dense.get(i));
        }
        members.putAll(associative);
        return new AmfEcmaArray(members);
    }

    /** Reads name and value pairs until an empty name. */
    private void readMembers(Map<String, AmfValue> members) throws MalformedException {
        for (var name = name(); !name.isEmpty(); name = name()) {
            members.put(name, read());
        }
    }

    private List<AmfValue> values(int count) throws MalformedException {
        budget.require(count);
        var values = new ArrayList<AmfValue>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            values.add(read());
        }
        return values;
    }

    private AmfObject object(int header) throws MalformedException {
        var shape = (header & 1) == 0 ? repeatedTraits(header >> 1) : readTraits(header >> 1);
        var members = new LinkedHashMap<String, AmfValue>();
        for (var name : shape.names()) {
            members.put(name, read());
        }
        if (shape.dynamic()) {
            readMembers(members);
        }
        return new AmfObject(shape.className(), members);
    }

    private Traits repeatedTraits(int index) throws MalformedException {
        if (index >= traits.size()) {
            throw new MalformedException("AMF3 reference to traits that are not there");
        }
        var shape = traits.get(index);
        budget.repeat(shape.size());
        return shape;
    }

    private Traits readTraits(int header) throws MalformedException {
        if ((header & 1) != 0) {
            throw new MalformedException("AMF3 externalizable object");
        }
        int count = header >> 2;
        var className = name();
        budget.elements(count);
        var names = new ArrayList<String>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            names.add(name());
        }
        var shape = new Traits(className, (header & 2) != 0, names);
        traits.add(shape);
        return shape;
    }

    private AmfVector numbers(AmfVector.Type type, int count) throws MalformedException {
        boolean fixed = in.u8("AMF3 vector") != 0;
        budget.elements(count);
        var numbers = new ArrayList<AmfValue>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            numbers.add(new AmfNumber(
                    switch (type) {
                        case INT -> in.i32("AMF3 vector");
                        case UINT -> in.u32("AMF3 vector");
                        default -> in.f64("AMF3 vector");
                    }));
        }
        return new AmfVector(type, "", fixed, numbers);
    }

    private AmfVector vector(int count) throws MalformedException {
        boolean fixed = in.u8("AMF3 vector") != 0;
        var elementClass = name();
        return new AmfVector(AmfVector.Type.OBJECT, elementClass, fixed, values(count));
    }

    private AmfDictionary dictionary(int count) throws MalformedException {
        boolean weakKeys = in.u8("AMF3 dictionary") != 0;
        budget.require(2L * count);
        var entries = new ArrayList<AmfDictionary.Entry>(Math.min(count, in.remaining()));
        for (int i = 0; i < count; i++) {
            entries.add(new AmfDictionary.Entry(read(), read()));
        }
        return new AmfDictionary(weakKeys, entries);
    }
}
