package org.tcserver.torture;

import java.util.List;

/** The main class of {@code bin/torture}. */
public final class TortureMain {
    private TortureMain() {}

    /** Exits with 0 if all verdicts hold, 1 if not, 2 if the flags are invalid. */
    public static void main(String[] args) throws Exception {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> flags) throws Exception {
        TortureSettings settings;
        try {
            settings = TortureSettings.parse(flags);
        } catch (IllegalArgumentException e) {
            System.err.println("torture: " + e.getMessage());
            return 2;
        }
        var report = new Torture(settings, System.err).run();
        System.out.print(report);
        System.out.println(report.holds() ? "all holds" : "NOT all holds");
        return report.holds() ? 0 : 1;
    }
}
