package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a node of this machine has in memory, and may have, is what the kernel says")
class WhatANodeHasInMemoryTest {
    private static final long LIMIT = 1L << 30;

    @TempDir Path root;

    @Test
    void inACgroupOfTheFirstVersionCachesOfFilesDoNotCount() throws IOException {
        write("proc/7/cgroup", "3:cpu,cpuacct:/x\n4:memory:/a/b\n0::/\n");
        write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", LIMIT + "\n");
        write("sys/fs/cgroup/memory/a/b/memory.stat", "cache 900\nrss 1\ntotal_rss 123456\n");
        LocalMemory memory = LocalMemory.of(root, 7);
        assertThat(memory.limit()).hasValue(LIMIT);
        assertThat(memory.resident(LIMIT)).contains(new LocalMemory.Resident(123456, "cgroup v1"));
    }

    @Test
    void inACgroupOfTheSecondVersionToo() throws IOException {
        write("proc/7/cgroup", "0::/a/b\n");
        write("sys/fs/cgroup/a/b/memory.max", LIMIT + "\n");
        write("sys/fs/cgroup/a/memory.max", "max\n");
        write("sys/fs/cgroup/a/b/memory.stat", "anon 654321\nfile 900\n");
        LocalMemory memory = LocalMemory.of(root, 7);
        assertThat(memory.limit()).hasValue(LIMIT);
        assertThat(memory.resident(LIMIT)).contains(new LocalMemory.Resident(654321, "cgroup v2"));
    }

    @Test
    void aCgroupThatHoldsMoreThanTheNodeDoesNotSpeakForIt() throws IOException {
        write("proc/meminfo", "MemTotal:       8388608 kB\n");
        write("proc/7/cgroup", "0::/all\n");
        write("sys/fs/cgroup/all/memory.max", "max\n");
        write("sys/fs/cgroup/all/memory.stat", "anon 7000000000\n");
        write("proc/7/status", "Name:\tx\nRssAnon:\t  1000 kB\n");
        LocalMemory memory = LocalMemory.of(root, 7);
        assertThat(memory.limit()).hasValue(8L << 30);
        assertThat(memory.resident(LIMIT))
                .contains(new LocalMemory.Resident(1000 * 1024, "process"));
    }

    @Test
    void ofAProcessThatIsGoneNothingIsSaid() {
        assertThat(LocalMemory.of(root, 7).resident(LIMIT)).isEmpty();
        assertThat(LocalMemory.of(URI.create("http://192.0.2.1:8123"))).isEmpty();
    }

    @Test
    void aRealNodeIsFoundByItsPort(@TempDir Path files) throws IOException {
        try (var node = ClickHouseNode.start(files.resolve("node"))) {
            Optional<LocalMemory> memory = LocalMemory.of(node.address());
            assertThat(memory).isPresent();
            assertThat(memory.get().resident(LIMIT).orElseThrow().bytes())
                    .isBetween(1L << 20, 1L << 30);
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
