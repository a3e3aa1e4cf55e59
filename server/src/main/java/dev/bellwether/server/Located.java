package dev.bellwether.server;

/// The text of a setting and where it stands: `bellwether.yaml:12`, or an environment variable.
record Located(String text, String where) {}
