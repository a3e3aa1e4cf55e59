package dev.bellwether.model;

/// One way to reach a person: a channel and the address there. Pages go to verified methods only.
public record ContactMethod(String id, Channel channel, String address, boolean verified) {}
