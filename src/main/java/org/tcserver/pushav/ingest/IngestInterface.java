package org.tcserver.pushav.ingest;

import java.util.Arrays;
import java.util.Optional;

/** The ingest interface of a stream (DASH-IF Ingest): CMAF tracks alone, or with DASH or HLS manifests. */
public enum IngestInterface {
    CMAF_INGEST("cmaf-ingest"),
    DASH("dash"),
    HLS("hls");

    private final String text;

    IngestInterface(String text) {
        this.text = text;
    }

    public static Optional<IngestInterface> of(String text) {
        return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
