package org.tcserver.amf;

import static org.tcserver.amf.AmfParameters.MAX_DEPTH;
import static org.tcserver.amf.AmfParameters.MAX_ELEMENTS;
import static org.tcserver.amf.AmfParameters.MAX_NAME_CHARS;
import static org.tcserver.amf.AmfParameters.MAX_REPEATED_SIZE;

import org.tcserver.wire.MalformedException;

/**
 * Limits the values that the readers of one message may build.
 *
 * <p>A reference costs the same as the value that it repeats: the value is walked and charged again. Nested references
 * in a few bytes therefore cannot describe a tree that takes excessive time to walk or write. The walk itself also
 * stays within the limits. Confined to the reading thread.
 */
final class AmfBudget {
    private int elements;
    private int depth;
    private int repeatedSize;
    private boolean exceeded;

    /** Returns whether a value was refused only because of its size. */
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

    /** Checks that {@code count} elements are within the budget, before any allocation for them. */
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

    /** Charges {@code size} repeated characters or bytes. */
    void repeat(int size) throws MalformedException {
        if (size > MAX_REPEATED_SIZE - repeatedSize) {
            throw exceeded("AMF references repeat more than " + MAX_REPEATED_SIZE + " bytes");
        }
        repeatedSize += size;
    }

    /** Charges {@code value} with its content, as for a second copy. */
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
