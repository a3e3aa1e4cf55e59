/// The test bed: real ClickHouse servers that tests, benchmarks and drills start on this machine.
///
/// Enters: how much memory a node may have, and with which settings. Leaves: its address, what the
/// kernel counted, and how often it died. [DebianNode] is Debian's `clickhouse-server` in a memory
/// cgroup, started again whenever it dies; [ChdbNode] is a current engine as a process of its own.
/// Read those two, then [MemoryGroup].
///
/// It is a room of its own because `guard`'s tests, `e2e` and `bench` need the same servers and may
/// not use each other. It is no part of the program, and simulates nothing.
@NullMarked
package dev.bellwether.bed;

import org.jspecify.annotations.NullMarked;
