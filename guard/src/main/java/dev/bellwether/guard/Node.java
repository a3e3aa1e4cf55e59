package dev.bellwether.guard;

/// A node of the cluster, and the connections to it.
///
/// @param name as it is called everywhere: its host and port
record Node(String name, Upstream upstream) {}
