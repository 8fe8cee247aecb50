package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A list of options in order. As an Option List it ends with a Marker (RFC 7016 §2.1.4); as a plain sequence it ends
 * with its container (RFC 7425 §4). Immutable.
 */
public record OptionList(List<Option> options) {
    public static final OptionList EMPTY = new OptionList(List.of());

    private static final int MARKER = 0;

    public OptionList {
        options = List.copyOf(options);
    }

    public static OptionList of(Option... options) {
        return new OptionList(List.of(options));
    }

    /** Reads an Option List and the Marker that ends it. */
    public static OptionList read(ByteReader in) throws MalformedException {
        var options = new ArrayList<Option>();
        for (var option = Option.read(in); option != null; option = Option.read(in)) {
            options.add(option);
        }
        return options.isEmpty() ? EMPTY : new OptionList(options);
    }

    /** Reads a sequence that fills {@code bytes}. Ignores Markers. */
    public static OptionList readSequence(Bytes bytes) throws MalformedException {
        var in = new ByteReader(bytes);
        var options = new ArrayList<Option>();
        while (in.hasRemaining()) {
            var option = Option.read(in);
            if (option != null) {
                options.add(option);
            }
        }
        return new OptionList(options);
    }

    public boolean isEmpty() {
        return options.isEmpty();
    }

    /** Returns the options of this type, in order. */
    public List<Option> all(long type) {
        return options.stream().filter(option -> option.type() == type).toList();
    }

    /** Returns the only option of this type, or null if there is none. Throws if there are two. */
    public @Nullable Option single(long type) throws MalformedException {
        Option found = null;
        for (var option : options) {
            if (option.type() == type) {
                if (found != null) {
                    throw new MalformedException("option type " + type + " occurs twice");
                }
                found = option;
            }
        }
        return found;
    }

    /** Returns the length of the Option List with its Marker. */
    public int length() {
        int length = 1;
        for (var option : options) {
            length += option.length();
        }
        return length;
    }

    /** Writes the Option List with its Marker. */
    public void write(ByteWriter out) {
        writeSequence(out);
        out.u8(MARKER);
    }

    /** Writes the options without a Marker. */
    public void writeSequence(ByteWriter out) {
        for (var option : options) {
            option.write(out);
        }
    }

    /** Encodes the options without a Marker. */
    public Bytes toSequence() {
        var out = new ByteWriter(length());
        writeSequence(out);
        return out.toBytes();
    }
}
