package dev.bellwether.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A memory cgroup of version 2 (Documentation/admin-guide/cgroup-v2.rst of the kernel).
///
/// @param folder of the group
record GroupV2(Path folder) implements MemoryGroup {
    static GroupV2 make(Path root, String name, long limit) throws IOException {
        if (!Files.readString(root.resolve("cgroup.controllers")).contains("memory")) {
            throw new IOException(root + " has no memory controller");
        }
        Path children = root.resolve("cgroup.subtree_control");
        if (!Files.readString(children).contains("memory")) {
            Files.writeString(children, "+memory");
        }
        Path folder = Files.createDirectory(root.resolve(name));
        Files.writeString(folder.resolve("memory.max"), Long.toString(limit));
        Path swap = folder.resolve("memory.swap.max");
        if (Files.exists(swap)) {
            Files.writeString(swap, "0");
        }
        return new GroupV2(folder);
    }

    @Override
    public List<String> inside(List<String> command) {
        return MemoryGroup.joining(folder.resolve("cgroup.procs"), command);
    }

    @Override
    public long kills() {
        return MemoryGroup.number(folder.resolve("memory.events"), "oom_kill");
    }

    @Override
    public long resident(long pid) {
        return MemoryGroup.number(folder.resolve("memory.stat"), "anon");
    }

    @Override
    public String words() {
        return "a memory cgroup (version 2) of the kernel";
    }

    @Override
    public void close() {
        MemoryGroup.remove(folder);
    }
}
