package dev.bellwether.bed;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The limit of a machine that makes no cgroup: a process that is seen with more is killed by the
/// one who looks. The kernel is faster; so this is the second choice, and says so.
final class OwnLimit implements MemoryGroup {
    private final long limit;
    private final String words;
    private final AtomicLong kills = new AtomicLong();

    OwnLimit(long limit, String words) {
        this.limit = limit;
        this.words = words;
    }

    @Override
    public List<String> inside(List<String> command) {
        return command;
    }

    @Override
    public long kills() {
        return kills.get();
    }

    @Override
    public long resident(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        long bytes = MemoryGroup.number(status, "VmRSS:") << 10;
        if (bytes > limit
                && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
            kills.incrementAndGet();
        }
        return bytes;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public void close() {}
}
