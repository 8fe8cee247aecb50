package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory that {@code bin/.launch.sh} finds in the files of a system, and the heap that follows from it. */
class LaunchMemoryTest {
    private static final Path LAUNCH = Path.of("bin/.launch.sh").toAbsolutePath();
    private static final long MIB = 1 << 20;

    @TempDir
    private Path system;

    @BeforeEach
    void machineOf8GiB() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree:         1048576 kB\n");
        write("proc/self/cgroup", "0::/\n");
    }

    @Test
    void takesMemoryOfMachineWithoutLimits() throws Exception {
        write("sys/fs/cgroup/memory.max", "max\n");
        assertEquals("8192", memory());
    }

    @Test
    void takesLimitOfContainer() throws Exception {
        write("sys/fs/cgroup/memory.max", 256 * MIB + "\n");
        assertEquals("256", memory());
    }

    @Test
    void takesSmallestLimitOfNestedGroups() throws Exception {
        write("proc/self/cgroup", "0::/system.slice/a b.service\n");
        write("sys/fs/cgroup/system.slice/memory.max", 300 * MIB + "\n");
        write("sys/fs/cgroup/system.slice/a b.service/memory.max", 400 * MIB + "\n");
        assertEquals("300", memory());
    }

    @Test
    void takesLimitOfVersion1() throws Exception {
        write("proc/self/cgroup", "9:name=systemd:/\n4:hugetlb,memory:/docker/abc\n2:cpu,cpuacct:/\n0::/\n");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", 512 * MIB + "\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertEquals("512", memory());
    }

    @Test
    void takesLimitAtTopWherePathIsOfHost() throws Exception {
        write("proc/self/cgroup", "4:memory:/docker/abc\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", 128 * MIB + "\n");
        assertEquals("128", memory());
    }

    @Test
    void knowsNothingWhereThereIsNoProc() throws Exception {
        assertEquals("0", bash("memory_mib /nowhere"));
    }

    @Test
    void limitsHeapToHalfOfMemory() throws Exception {
        assertEquals("-Xmx128m", bash("memory_mib() { echo 256; }; limit_heap 1024; echo \"${jvm_flags[@]}\""));
    }

    @Test
    void keepsMaximumOfHeapOnLargeMachine() throws Exception {
        assertEquals("-Xmx1024m", bash("memory_mib() { echo 8192; }; limit_heap 1024; echo \"${jvm_flags[@]}\""));
    }

    @Test
    void keepsMaximumOfHeapWhereMemoryIsUnknown() throws Exception {
        assertEquals("-Xmx512m", bash("memory_mib() { echo 0; }; limit_heap 512; echo \"${jvm_flags[@]}\""));
    }

    private String memory() throws Exception {
        return bash("memory_mib " + system);
    }

    /** Returns the output of {@code command} after the file that has the launcher's functions. */
    private static String bash(String command) throws Exception {
        var script = "set -euo pipefail; self=/bin/x home=/; jvm_flags=(); source '" + LAUNCH + "'; " + command;
        var process = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    private void write(String name, String content) throws IOException {
        var file = system.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
