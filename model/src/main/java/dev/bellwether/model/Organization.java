package dev.bellwether.model;

/// Owns everything: services, people, pages.
public record Organization(OrganizationId id, String name) {}
