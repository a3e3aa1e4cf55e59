package dev.bellwether.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A memory cgroup of version 1 (Documentation/admin-guide/cgroup-v1/memory.rst of the kernel).
///
/// @param folder of the group
record GroupV1(Path folder) implements MemoryGroup {
    static GroupV1 make(Path folder, long limit) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("memory.limit_in_bytes"), Long.toString(limit));
        return new GroupV1(folder);
    }

    @Override
    public List<String> inside(List<String> command) {
        return MemoryGroup.joining(folder.resolve("cgroup.procs"), command);
    }

    @Override
    public long kills() {
        return MemoryGroup.number(folder.resolve("memory.oom_control"), "oom_kill");
    }

    @Override
    public long resident(long pid) {
        return MemoryGroup.number(folder.resolve("memory.stat"), "total_rss");
    }

    @Override
    public String words() {
        return "a memory cgroup (version 1) of the kernel";
    }

    @Override
    public void close() {
        MemoryGroup.remove(folder);
    }
}
