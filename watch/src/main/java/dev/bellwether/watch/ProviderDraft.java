package dev.bellwether.watch;

/// What a person enters to add a provider.
///
/// @param name 1 to 100 characters
/// @param page address of the status page, http or https
/// @param homepage domain or address; may be empty
/// @param category may be empty
/// @param reader one of [ReaderKinds#names]; empty when it is to be found out at first contact
public record ProviderDraft(
        String name, String page, String homepage, String category, String reader) {
    public ProviderDraft(String name, String page, String homepage, String category) {
        this(name, page, homepage, category, "");
    }

    /// As a person would enter what stands.
    public static ProviderDraft of(Provider provider) {
        return new ProviderDraft(
                provider.name(),
                provider.page(),
                provider.homepage(),
                provider.category(),
                ReaderKinds.of(provider));
    }
}
