package dev.bellwether.console;

/// A file that never changes under its address: the address holds its hash.
record Asset(String path, String type, byte[] bytes) {}
