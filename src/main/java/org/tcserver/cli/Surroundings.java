package org.tcserver.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a command line is read in: the environment, the files that it names, and who is told what is unwise. */
record Surroundings(Map<String, String> environment, Files files, Consumer<String> warnings) {
    /** Reads files. */
    interface Files {
        /** The lines of a file that {@code flag} names. */
        List<LineFile.Line> read(String flag, Path file) throws UsageException;
    }

    /** The lines of a file that only its owner should be able to read; others are warned of. */
    List<LineFile.Line> readSecret(String flag, Path file) throws UsageException {
        var lines = files.read(flag, file);
        warnOfReaders(flag, file);
        return lines;
    }

    /** Warns if others than the owner of a file with secrets can read it. */
    void warnOfReaders(String flag, Path file) {
        if (LineFile.isReadableByOthers(file)) {
            warnings.accept(flag + " " + file + ": others than its owner can read it");
        }
    }
}
