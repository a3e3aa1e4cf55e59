package dev.bellwether.watch;

/// What a person enters to add a provider.
///
/// @param name 1 to 100 characters
/// @param page address of the status page, http or https
/// @param homepage domain or address; may be empty
/// @param category may be empty
public record ProviderDraft(String name, String page, String homepage, String category) {}
