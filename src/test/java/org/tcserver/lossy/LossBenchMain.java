package org.tcserver.lossy;

import java.util.List;

/** The program that {@code bin/lossbench} runs. Confined to one thread. */
public final class LossBenchMain {
    private LossBenchMain() {}

    /** Ends with 0, or with 2 if the flags are wrong. */
    public static void main(String[] args) throws Exception {
        LossBenchSettings settings;
        try {
            settings = LossBenchSettings.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("lossbench: " + e.getMessage());
            System.exit(2);
            return;
        }
        new LossBench(settings).run();
        System.exit(0);
    }
}
