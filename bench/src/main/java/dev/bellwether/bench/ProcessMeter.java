package dev.bellwether.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process costs, as the kernel counts it (`proc(5)`).
record ProcessMeter(long pid) {
    /// `sysconf(_SC_CLK_TCK)` on every Linux of today.
    private static final double TICKS_A_SECOND = 100;

    /// Seconds of processor time so far, user and system, all threads.
    double cpuSeconds() {
        String stat = read("stat");
        // The name stands in brackets and may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /// Bytes of memory in use now.
    long residentBytes() {
        return read("status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                * 1024;
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
