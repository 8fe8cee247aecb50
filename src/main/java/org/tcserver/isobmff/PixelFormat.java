package org.tcserver.isobmff;

import java.util.Set;

/**
 * Chroma format and bit depth, with ffprobe's name for them. Immutable.
 *
 * @param chromaFormat {@code chroma_format_idc}: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param bitDepth of luma
 */
record PixelFormat(int chromaFormat, int bitDepth) {
    static final int CHROMA_420 = 1;
    private static final int CHROMA_444 = 3;

    /**
     * Returns ffprobe's name.
     *
     * @param jpegChromaFormats the chroma formats that have separate names for 8-bit full-range pixels
     */
    String name(Colour colour, Set<Integer> jpegChromaFormats) {
        var suffix = bitDepth == 8 ? "" : bitDepth + "le";
        if (chromaFormat == CHROMA_444 && colour.isRgb()) {
            return "gbrp" + suffix;
        }
        boolean jpeg = bitDepth == 8 && colour.range() == Colour.Range.FULL && jpegChromaFormats.contains(chromaFormat);
        var prefix = jpeg ? "yuvj" : "yuv";
        return switch (chromaFormat) {
            case 0 -> "gray" + suffix;
            case 1 -> prefix + "420p" + suffix;
            case 2 -> prefix + "422p" + suffix;
            default -> prefix + "444p" + suffix;
        };
    }
}
