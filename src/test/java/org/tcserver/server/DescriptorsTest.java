package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorsTest {
    @TempDir
    private Path folder;

    private OptionalLong granted(String text) throws IOException {
        var file = folder.resolve("limits");
        Files.writeString(file, text);
        return Descriptors.granted(file);
    }

    @Test
    void readsTheSoftLimit() throws IOException {
        assertEquals(OptionalLong.of(1024), granted("""
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             7                    7                    processes
                Max open files            1024                 524288               files
                """));
    }

    @Test
    void nothingIsKnownElsewhere() throws IOException {
        assertEquals(OptionalLong.empty(), granted("Max open files            unlimited   unlimited   files\n"));
        assertEquals(OptionalLong.empty(), Descriptors.granted(folder.resolve("none")));
    }
}
