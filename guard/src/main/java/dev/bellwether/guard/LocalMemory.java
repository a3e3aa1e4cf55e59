package dev.bellwether.guard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a process of this machine has in memory, and may have, as the kernel counts it: of its
/// cgroup (version 1 or 2), else of the process.
///
/// Caches of files are not counted, for the kernel takes them back before it kills anybody. (A
/// cgroup's usage touches its limit all day long; what it cannot take back is what counts.)
///
/// @param root where `proc` and `sys` are: `/`
/// @param process its number
/// @param cgroup the folder of its memory cgroup; empty when it has none that can be seen
/// @param isFirst whether that is of cgroup's version 1
record LocalMemory(Path root, long process, Optional<Path> cgroup, boolean isFirst) {

    /// Bytes in memory, and who counted them.
    record Resident(long bytes, String by) {}

    /// Empty when the node is not on this machine, or its process cannot be seen.
    static Optional<LocalMemory> of(URI node) {
        OptionalLong process = LocalProcess.listeningOn(node);
        return process.isPresent()
                ? Optional.of(of(Path.of("/"), process.getAsLong()))
                : Optional.empty();
    }

    static LocalMemory of(Path root, long process) {
        for (String line : lines(root.resolve("proc/" + process + "/cgroup"))) {
            List<String> fields = List.of(line.split(":", 3));
            if (fields.size() < 3) {
                continue;
            }
            boolean isFirst = List.of(fields.get(1).split(",")).contains("memory");
            boolean isSecond = fields.get(0).equals("0") && fields.get(1).isEmpty();
            if (!isFirst && !isSecond) {
                continue;
            }
            Path folder =
                    root.resolve(isFirst ? "sys/fs/cgroup/memory" : "sys/fs/cgroup")
                            .resolve(fields.get(2).replaceFirst("^/+", ""))
                            .normalize();
            if (Files.isReadable(folder.resolve("memory.stat"))) {
                return new LocalMemory(root, process, Optional.of(folder), isFirst);
            }
        }
        return new LocalMemory(root, process, Optional.empty(), false);
    }

    /// The least that its cgroup, one around it, or the machine allows.
    OptionalLong limit() {
        List<Long> limits = cgroupLimits();
        figure(root.resolve("proc/meminfo"), "MemTotal:").ifPresent(kb -> limits.add(kb * 1024));
        return limits.stream().mapToLong(Long::longValue).min();
    }

    private List<Long> cgroupLimits() {
        var limits = new ArrayList<Long>();
        cgroup.ifPresent(folder -> {
            String name = isFirst ? "memory.limit_in_bytes" : "memory.max";
            Path outermost = root.resolve("sys/fs/cgroup");
            for (Path at = folder; at.startsWith(outermost); at = at.resolve("..").normalize()) {
                lines(at.resolve(name)).stream()
                        .filter(line -> line.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .forEach(limits::add);
            }
        });
        return limits;
    }

    /// Of the cgroup when it is what holds the node to its limit, for then all in it count; else of
    /// the process alone. Empty when the process is gone.
    ///
    /// @param limit bytes that the node may have
    Optional<Resident> resident(long limit) {
        boolean isHeld = cgroupLimits().stream().anyMatch(of -> of <= limit + limit / 10);
        if (cgroup.isPresent() && isHeld) {
            OptionalLong anonymous =
                    figure(cgroup.get().resolve("memory.stat"), isFirst ? "total_rss" : "anon");
            if (anonymous.isPresent()) {
                return Optional.of(
                        new Resident(anonymous.getAsLong(), isFirst ? "cgroup v1" : "cgroup v2"));
            }
        }
        OptionalLong own = figure(root.resolve("proc/" + process + "/status"), "RssAnon:");
        return own.isPresent()
                ? Optional.of(new Resident(own.getAsLong() * 1024, "process"))
                : Optional.empty();
    }

    private static OptionalLong figure(Path file, String name) {
        return lines(file).stream()
                .map(line -> List.of(line.split("\\s+")))
                .filter(words -> words.size() > 1 && words.getFirst().equals(name))
                .mapToLong(words -> Long.parseLong(words.get(1)))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
