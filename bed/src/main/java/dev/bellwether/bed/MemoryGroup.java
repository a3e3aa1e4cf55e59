package dev.bellwether.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// What holds a process to its memory, and counts how often it was killed for it.
///
/// The kernel's memory cgroup does, of version 1 or 2. Where none can be made, whoever looks at the
/// process kills it (see [OwnLimit]); [#words] says which.
public sealed interface MemoryGroup extends AutoCloseable permits GroupV1, GroupV2, OwnLimit {
    /// @param limit bytes; empty for none
    static MemoryGroup of(OptionalLong limit) {
        if (limit.isEmpty()) {
            return new OwnLimit(Long.MAX_VALUE, "no limit");
        }
        return of(Path.of("/sys/fs/cgroup"), limit.getAsLong());
    }

    /// @param root where cgroups are mounted
    static MemoryGroup of(Path root, long limit) {
        String name = "bellwether-" + UUID.randomUUID();
        try {
            if (Files.isDirectory(root.resolve("memory"))) {
                return GroupV1.make(root.resolve("memory").resolve(name), limit);
            }
            return GroupV2.make(root, name, limit);
        } catch (IOException e) {
            return new OwnLimit(
                    limit,
                    "no memory cgroup can be made here (%s); the test bed itself kills the process"
                                    .formatted(e)
                            + " when it has more, and counts that");
        }
    }

    /// The command that starts `command` within this group.
    List<String> inside(List<String> command);

    /// Processes killed for memory so far.
    long kills();

    /// Bytes of memory that the process holds: its own, without the kernel's cache of files.
    ///
    /// @return 0 when it is gone
    long resident(long pid);

    /// In words: who keeps the limit.
    String words();

    @Override
    void close();

    /// `sh` joins the group and becomes the command, so that no byte is charged elsewhere.
    static List<String> joining(Path processes, List<String> command) {
        var words =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "echo $$ > \"$0\" && exec \"$@\"",
                                processes.toString()));
        words.addAll(command);
        return List.copyOf(words);
    }

    /// The number behind `key` in a file of lines `key number` or `key number kB`; 0 when it has
    /// none.
    static long number(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals(key))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /// A group goes once its last process is gone, which the kernel may notice a moment later.
    static void remove(Path folder) {
        for (int tries = 0; tries < 100; tries++) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException e) {
                Pause.millis(20);
            }
        }
    }
}
