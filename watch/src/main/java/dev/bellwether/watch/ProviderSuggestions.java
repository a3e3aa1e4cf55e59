package dev.bellwether.watch;

import java.util.List;

/// Which providers a text names.
///
/// @param matches each provider once, in the order of the text
/// @param rest what was not understood, as it stands there; at most 500
public record ProviderSuggestions(List<Match> matches, List<String> rest) {
    /// @param because what of the text named it
    public record Match(Provider provider, Confidence confidence, String because) {}

    /// How sure a match is.
    public enum Confidence {
        /// The name or the domain itself.
        CERTAIN,
        /// A longer name that begins with the provider's, or a library that only serves it.
        LIKELY,
        /// The beginning of one provider's name only.
        POSSIBLE
    }

    public ProviderSuggestions {
        matches = List.copyOf(matches);
        rest = List.copyOf(rest);
    }
}
