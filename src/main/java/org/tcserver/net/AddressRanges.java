package org.tcserver.net;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** A list of ranges of IP addresses. Immutable. */
public record AddressRanges(List<AddressRange> ranges) {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /** Returns whether {@code address} is in one of the ranges. */
    public boolean contains(InetAddress address) {
        for (var range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Returns these ranges and {@code others}. */
    public AddressRanges and(AddressRanges others) {
        return new AddressRanges(
                Stream.concat(ranges.stream(), others.ranges.stream()).toList());
    }
}
