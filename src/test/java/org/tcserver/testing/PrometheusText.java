package org.tcserver.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Metrics in Prometheus' text format 0.0.4, parsed more strictly than Prometheus does. Each family starts with one HELP
 * line and one TYPE line, in this order. All its samples follow before the next family. Samples are unique, names of
 * counters end with {@code _total}, and histograms are complete.
 */
public final class PrometheusText {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z][a-z0-9_]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z][a-z0-9_]*) (counter|gauge|histogram)");
    private static final String LABEL = "[a-z][a-z_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z][a-z0-9_]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? (-?[0-9][0-9.]*(?:E-?[0-9]+)?)");
    private static final Pattern BOUND = Pattern.compile(",?le=\"([^\"]*)\"");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private String family = "";

    /** Parses {@code text}. Throws an {@link AssertionError} that names the fault. */
    public static PrometheusText parse(String text) {
        var parsed = new PrometheusText();
        require(text.endsWith("\n"), "the last line has no end");
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# HELP ")) {
                parsed.begin(lines.get(i), lines.get(++i));
            } else {
                parsed.sample(lines.get(i));
            }
        }
        parsed.types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                parsed.checkHistograms(name);
            }
        });
        return parsed;
    }

    /** Returns the value of a sample, named like {@code name{label="value"}}. */
    public double value(String sample) {
        var value = samples.get(sample);
        if (value == null) {
            throw new AssertionError("no sample " + sample + " in " + samples.keySet());
        }
        return value;
    }

    /**
     * Returns the sum of all samples of that name whose labels contain each of {@code labels}, for example {@code
     * kind="audio"}.
     */
    public double sum(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(each ->
                        each.getKey().startsWith(name + "{") || each.getKey().equals(name))
                .filter(each -> List.of(labels).stream().allMatch(each.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Returns the names of all samples, with labels. */
    public SortedSet<String> series() {
        return new TreeSet<>(samples.keySet());
    }

    public SortedSet<String> families() {
        return new TreeSet<>(types.keySet());
    }

    private void begin(String helpLine, String typeLine) {
        var help = HELP.matcher(helpLine);
        var type = TYPE.matcher(typeLine);
        require(help.matches(), "not a HELP line: " + helpLine);
        require(type.matches() && type.group(1).equals(help.group(1)), "not its TYPE line: " + typeLine);
        family = type.group(1);
        require(types.put(family, type.group(2)) == null, family + " begins twice");
        require(type.group(2).equals("counter") == family.endsWith("_total"), typeLine);
    }

    private void sample(String line) {
        var sample = SAMPLE.matcher(line);
        require(sample.matches(), "not a sample: " + line);
        var name = sample.group(1);
        boolean isHistogram = "histogram".equals(types.get(family));
        var names = isHistogram ? List.of(family + "_bucket", family + "_sum", family + "_count") : List.of(family);
        require(names.contains(name), "not of the family " + family + ": " + line);
        var labels = sample.group(2) == null ? "" : sample.group(2);
        var before = samples.put(name + labels, Double.parseDouble(sample.group(3)));
        require(before == null, "twice: " + line);
    }

    private void checkHistograms(String name) {
        var buckets = new HashMap<String, List<Map.Entry<Double, Double>>>();
        samples.forEach((sample, value) -> {
            if (sample.startsWith(name + "_bucket{")) {
                var bound = BOUND.matcher(sample);
                require(bound.find(), sample);
                double le =
                        bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
                var rest = bound.replaceFirst("").substring((name + "_bucket").length());
                buckets.computeIfAbsent(rest.equals("{}") ? "" : rest, any -> new ArrayList<>())
                        .add(Map.entry(le, value));
            }
        });
        require(!buckets.isEmpty(), name + " has no buckets");
        buckets.forEach((labels, list) -> {
            for (int i = 1; i < list.size(); i++) {
                require(list.get(i).getKey() > list.get(i - 1).getKey(), name + labels + ": bounds do not ascend");
                require(list.get(i).getValue() >= list.get(i - 1).getValue(), name + labels + ": not cumulated");
            }
            require(list.getLast().getKey() == Double.POSITIVE_INFINITY, name + labels + ": no +Inf");
            require(value(name + "_count" + labels) == list.getLast().getValue(), name + labels + ": count and +Inf");
            require(value(name + "_sum" + labels) >= 0, name + labels + ": the sum");
        });
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new AssertionError(complaint);
        }
    }
}
