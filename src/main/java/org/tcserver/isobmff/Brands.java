package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.MalformedException;

/**
 * The brands that a file ({@code ftyp}) or a segment ({@code styp}) declares (ISO/IEC 14496-12 §4.3, §8.16.2).
 * Immutable.
 *
 * @param major four characters
 * @param compatible four characters each; may repeat the major brand
 */
public record Brands(String major, long minorVersion, List<String> compatible) {
    public Brands {
        compatible = List.copyOf(compatible);
    }

    static Brands read(BoxInput in) throws IOException {
        var major = in.fourCharacters("major brand");
        long minorVersion = in.u32("minor version");
        var compatible = new ArrayList<String>();
        while (in.remaining() >= 4) {
            if (compatible.size() == IsoParameters.MAX_BRANDS) {
                throw new MalformedException("more than " + IsoParameters.MAX_BRANDS + " brands");
            }
            compatible.add(in.fourCharacters("compatible brand"));
        }
        return new Brands(major, minorVersion, compatible);
    }

    /** Returns whether {@code brand} is the major or a compatible one. */
    public boolean has(String brand) {
        return major.equals(brand) || compatible.contains(brand);
    }
}
