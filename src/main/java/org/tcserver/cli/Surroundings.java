package org.tcserver.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The context of a command line: the environment, access to files, and a receiver of warnings. */
record Surroundings(Map<String, String> environment, Files files, Consumer<String> warnings) {
    /** Reads files. */
    interface Files {
        /** Returns the lines of a file that {@code flag} names. */
        List<LineFile.Line> read(String flag, Path file) throws UsageException;
    }

    /** Returns the lines of a file that only its owner should be able to read; warns if others can. */
    List<LineFile.Line> readSecret(String flag, Path file) throws UsageException {
        var lines = files.read(flag, file);
        warnOfReaders(flag, file);
        return lines;
    }

    /** Warns if users other than the owner of a file with secrets can read it. */
    void warnOfReaders(String flag, Path file) {
        if (LineFile.isReadableByOthers(file)) {
            warnings.accept(flag + " " + file + ": others than its owner can read it");
        }
    }
}
