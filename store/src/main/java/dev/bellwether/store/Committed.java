package dev.bellwether.store;

import java.util.List;

/// What a transaction left behind: its answer, how many journal lines, and what to do now that it
/// is durable.
record Committed<T>(T value, int lines, List<Runnable> afterCommit) {}
