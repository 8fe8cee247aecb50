package org.tcserver.isobmff;

/**
 * The sequence numbers of a file's movie fragments ({@code mfhd}, ISO/IEC 14496-12 §8.8.5). Immutable.
 *
 * @param count number of fragments
 * @param first 0 without fragments
 * @param last 0 without fragments
 * @param rising whether each number is greater than the previous one
 */
public record FragmentSequence(int count, long first, long last, boolean rising) {
    static final FragmentSequence NONE = new FragmentSequence(0, 0, 0, true);

    FragmentSequence plus(long number) {
        return count == 0
                ? new FragmentSequence(1, number, number, true)
                : new FragmentSequence(count + 1, first, number, rising && number > last);
    }
}
