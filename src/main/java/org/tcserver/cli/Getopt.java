package org.tcserver.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits arguments into flags and operands like {@code getopt}. Flags may be joined ({@code -HS}), also with a value
 * ({@code -t5}); flags may follow operands, and {@code --} ends them. A flag may expand to further arguments in its
 * place. Immutable.
 */
record Getopt(List<Flag> flags, List<String> operands) {
    /**
     * A flag with its name without the first dash, {@code x} or {@code -long}, and its value if it takes one.
     *
     * @param origin its source, for errors; empty: the command line
     */
    record Flag(String name, @Nullable String value, String origin) {
        Flag(String name, @Nullable String value) {
            this(name, value, "");
        }

        /** Returns the value of a flag that takes one. */
        String requiredValue() {
            if (value == null) {
                throw new IllegalStateException(name + " takes no value");
            }
            return value;
        }

        /** Adds the flag's origin to an error. */
        UsageException at(UsageException wrong) {
            return wrong.at(origin);
        }
    }

    /** An argument and its source. */
    record Argument(String text, String origin) {}

    /** Determines the arguments that a flag expands to. */
    interface Expansion {
        /** Returns null if {@code flag} does not expand. */
        @Nullable List<Argument> of(Flag flag) throws UsageException;
    }

    /**
     * The known flags.
     *
     * @param letters as for {@code getopt}: a colon follows each letter that takes a value
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

    /** Splits {@code args}; throws a {@link UsageException} for an unknown flag or a missing value. */
    static Getopt split(Grammar grammar, List<String> args) throws UsageException {
        return split(grammar, args, flag -> null);
    }

    /** Splits {@code args} and expands flags in place. */
    static Getopt split(Grammar grammar, List<String> args, Expansion expansion) throws UsageException {
        var splitter = new Splitter(grammar, expansion);
        args.forEach(arg -> splitter.args.add(new Argument(arg, "")));
        return splitter.split();
    }

    private static final class Splitter {
        private final Grammar grammar;
        private final Expansion expansion;
        private final List<Argument> args = new ArrayList<>();
        private final List<Flag> flags = new ArrayList<>();
        private final List<String> operands = new ArrayList<>();
        private int next;

        Splitter(Grammar grammar, Expansion expansion) {
            this.grammar = grammar;
            this.expansion = expansion;
        }

        Getopt split() throws UsageException {
            while (next < args.size()) {
                var arg = args.get(next++);
                if (arg.text.equals("--")) {
                    args.subList(next, args.size()).forEach(operand -> operands.add(operand.text));
                    next = args.size();
                } else if (arg.text.startsWith("--")) {
                    longOption(arg.text.substring(2), arg.origin);
                } else if (arg.text.startsWith("-") && arg.text.length() > 1) {
                    joined(arg);
                } else {
                    operands.add(arg.text);
                }
            }
            return new Getopt(List.copyOf(flags), List.copyOf(operands));
        }

        private void longOption(String arg, String origin) throws UsageException {
            int equalsSign = arg.indexOf('=');
            var name = equalsSign < 0 ? arg : arg.substring(0, equalsSign);
            if (grammar.names.contains(name) && equalsSign < 0) {
                add(new Flag("-" + name, null, origin));
            } else if (!grammar.names.contains(name + ":")) {
                throw new UsageException("--" + name + ": unknown option").at(origin);
            } else {
                var value = equalsSign < 0 ? value("--" + name, origin) : arg.substring(equalsSign + 1);
                add(new Flag("-" + name, value, origin));
            }
        }

        /** Splits the flags that are joined in {@code arg}. */
        private void joined(Argument arg) throws UsageException {
            for (int i = 1; i < arg.text.length(); i++) {
                char letter = arg.text.charAt(i);
                if (!grammar.knows(letter)) {
                    throw new UsageException("-" + letter + ": unknown flag").at(arg.origin);
                }
                var name = String.valueOf(letter);
                if (grammar.takesValue(letter)) {
                    boolean isLast = i + 1 == arg.text.length();
                    var value = isLast ? value("-" + letter, arg.origin) : arg.text.substring(i + 1);
                    add(new Flag(name, value, arg.origin));
                    return;
                }
                add(new Flag(name, null, arg.origin));
            }
        }

        private String value(String flag, String origin) throws UsageException {
            if (next == args.size()) {
                throw new UsageException(flag + ": a value is missing").at(origin);
            }
            return args.get(next++).text;
        }

        private void add(Flag flag) throws UsageException {
            var arguments = expansion.of(flag);
            if (arguments == null) {
                flags.add(flag);
            } else {
                args.addAll(next, arguments);
            }
        }
    }
}
