package org.tcserver.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits arguments into flags and operands as {@code getopt} does: flags may be joined ({@code -HS}), so may a flag and
 * its value ({@code -t5}), flags may follow operands, and {@code --} ends them. Immutable.
 */
record Getopt(List<Flag> flags, List<String> operands) {
    /** A flag by its name without the first dash, {@code x} or {@code -long}, and its value if it takes one. */
    record Flag(String name, @Nullable String value) {
        /** The value of a flag that takes one. */
        String requiredValue() {
            if (value == null) {
                throw new IllegalStateException(name + " takes no value");
            }
            return value;
        }
    }

    /**
     * What flags there are.
     *
     * @param letters as {@code getopt} wants them: a colon follows each that takes a value
     * @param names of the long options; a colon follows each that takes a value
     */
    record Grammar(String letters, List<String> names) {
        private boolean knows(char letter) {
            return letter != ':' && letters.indexOf(letter) >= 0;
        }

        private boolean takesValue(char letter) {
            return letters.startsWith(":", letters.indexOf(letter) + 1);
        }
    }

    /** Splits {@code args}; a {@link UsageException} tells of an unknown flag or a missing value. */
    static Getopt split(Grammar grammar, List<String> args) throws UsageException {
        var flags = new ArrayList<Flag>();
        var operands = new ArrayList<String>();
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (arg.equals("--")) {
                operands.addAll(args.subList(i + 1, args.size()));
                break;
            } else if (arg.startsWith("--")) {
                i += longOption(grammar, arg.substring(2), args.subList(i + 1, args.size()), flags);
            } else if (arg.startsWith("-") && arg.length() > 1) {
                i += joined(grammar, arg, args.subList(i + 1, args.size()), flags);
            } else {
                operands.add(arg);
            }
        }
        return new Getopt(List.copyOf(flags), List.copyOf(operands));
    }

    /** Adds the long option {@code arg}; answers how many of the {@code following} it took as values. */
    private static int longOption(Grammar grammar, String arg, List<String> following, List<Flag> flags)
            throws UsageException {
        int equalsSign = arg.indexOf('=');
        var name = equalsSign < 0 ? arg : arg.substring(0, equalsSign);
        if (grammar.names.contains(name) && equalsSign < 0) {
            flags.add(new Flag("-" + name, null));
            return 0;
        }
        if (!grammar.names.contains(name + ":")) {
            throw new UsageException("--" + name + ": unknown option");
        }
        if (equalsSign < 0 && following.isEmpty()) {
            throw new UsageException("--" + name + ": a value is missing");
        }
        flags.add(new Flag("-" + name, equalsSign < 0 ? following.getFirst() : arg.substring(equalsSign + 1)));
        return equalsSign < 0 ? 1 : 0;
    }

    /** Adds the flags that are joined in {@code arg}; answers how many of the {@code following} it took as values. */
    private static int joined(Grammar grammar, String arg, List<String> following, List<Flag> flags)
            throws UsageException {
        for (int i = 1; i < arg.length(); i++) {
            char letter = arg.charAt(i);
            if (!grammar.knows(letter)) {
                throw new UsageException("-" + letter + ": unknown flag");
            }
            var name = String.valueOf(letter);
            if (!grammar.takesValue(letter)) {
                flags.add(new Flag(name, null));
            } else if (i + 1 < arg.length()) {
                flags.add(new Flag(name, arg.substring(i + 1)));
                return 0;
            } else if (following.isEmpty()) {
                throw new UsageException("-" + letter + ": a value is missing");
            } else {
                flags.add(new Flag(name, following.getFirst()));
                return 1;
            }
        }
        return 0;
    }
}
