package dev.bellwether.model;

/// A page is gone.
public record StatusPageRemoved(PageId page, Actor actor) implements Fact {}
