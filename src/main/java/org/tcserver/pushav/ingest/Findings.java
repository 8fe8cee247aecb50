package org.tcserver.pushav.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * The findings of the rules for one upload: errors, which refuse it in a strict stream, and warnings, which are only
 * shown. Confined to one thread.
 */
final class Findings {
    private final List<String> reasons = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void error(String text) {
        reasons.add(text);
    }

    void errorIf(boolean broken, String text) {
        if (broken) {
            error(text);
        }
    }

    void warn(String text) {
        warnings.add(text);
    }

    void warnIf(boolean odd, String text) {
        if (odd) {
            warn(text);
        }
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
