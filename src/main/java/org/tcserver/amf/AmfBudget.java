package org.tcserver.amf;

import static org.tcserver.amf.AmfParameters.MAX_DEPTH;
import static org.tcserver.amf.AmfParameters.MAX_ELEMENTS;
import static org.tcserver.amf.AmfParameters.MAX_NAME_CHARS;
import static org.tcserver.amf.AmfParameters.MAX_REPEATED_SIZE;

import org.tcserver.wire.MalformedException;

/**
 * What the readers of one message may still build.
 *
 * <p>A reference costs what it repeats: the value is walked and charged as if it were there again. So a few bytes of
 * references to references can't describe a tree that takes for ever to walk or write, and walking costs no more than
 * the limits allow. Confined to the thread that reads.
 */
final class AmfBudget {
    private int elements;
    private int depth;
    private int repeatedSize;
    private boolean exceeded;

    /** Whether a value was refused for its size alone. */
    boolean isExceeded() {
        return exceeded;
    }

    void element() throws MalformedException {
        elements(1);
    }

    void elements(int count) throws MalformedException {
        require(count);
        elements += count;
    }

    /** Checks that {@code count} elements are affordable, before anything is allocated for them. */
    void require(long count) throws MalformedException {
        if (count > MAX_ELEMENTS - elements) {
            throw exceeded("more than " + MAX_ELEMENTS + " AMF elements");
        }
    }

    void enter() throws MalformedException {
        if (++depth > MAX_DEPTH) {
            throw exceeded("AMF values nested more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    static String checkName(String name) throws MalformedException {
        if (name.length() > MAX_NAME_CHARS) {
            throw new MalformedException("AMF name of more than " + MAX_NAME_CHARS + " characters");
        }
        return name;
    }

    /** Charges {@code size} characters or bytes that are repeated. */
    void repeat(int size) throws MalformedException {
        if (size > MAX_REPEATED_SIZE - repeatedSize) {
            throw exceeded("AMF references repeat more than " + MAX_REPEATED_SIZE + " bytes");
        }
        repeatedSize += size;
    }

    /** Charges {@code value} with all that it holds, as if it were there again. */
    void repeat(AmfValue value) throws MalformedException {
        element();
        switch (value) {
            case AmfString(String text) -> repeat(text.length());
            case AmfXmlDocument(String text) -> repeat(text.length());
            case AmfXml(String text) -> repeat(text.length());
            case AmfByteArray array -> repeat(array.bytes().length());
            case AmfObject object -> {
                repeat(object.className().length());
                repeatMembers(object);
            }
            case AmfEcmaArray array -> repeatMembers(array);
            case AmfStrictArray array -> repeatAll(array.elements());
            case AmfVector vector -> repeatAll(vector.elements());
            case AmfDictionary dictionary -> repeatEntries(dictionary);
            case AmfNumber number -> {}
            case AmfBoolean bool -> {}
            case AmfDate date -> {}
            case AmfEmpty empty -> {}
        }
    }

    private MalformedException exceeded(String what) {
        exceeded = true;
        return new MalformedException(what);
    }

    private void repeatMembers(AmfMembers object) throws MalformedException {
        enter();
        for (var member : object.members().entrySet()) {
            repeat(member.getKey().length());
            repeat(member.getValue());
        }
        leave();
    }

    private void repeatAll(Iterable<AmfValue> values) throws MalformedException {
        enter();
        for (var value : values) {
            repeat(value);
        }
        leave();
    }

    private void repeatEntries(AmfDictionary dictionary) throws MalformedException {
        enter();
        for (var entry : dictionary.entries()) {
            repeat(entry.key());
            repeat(entry.value());
        }
        leave();
    }
}
