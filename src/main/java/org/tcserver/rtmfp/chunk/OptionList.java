package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Options in their order: an Option List, which a Marker ends (RFC 7016 §2.1.4), or a mere sequence of them, which ends
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

    /** Reads a sequence that fills {@code bytes}; Markers in it are passed over. */
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

    /** The options of this type, in their order. */
    public List<Option> all(long type) {
        return options.stream().filter(option -> option.type() == type).toList();
    }

    /** The one option of this type, or null if there is none; it is malformed to have two. */
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

    /** The length of the Option List with its Marker. */
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

    /** Writes the options alone. */
    public void writeSequence(ByteWriter out) {
        for (var option : options) {
            option.write(out);
        }
    }

    /** The options alone. */
    public Bytes toSequence() {
        var out = new ByteWriter(length());
        writeSequence(out);
        return out.toBytes();
    }
}
