package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// How a status page speaks and looks.
///
/// @param language of the fixed words, such as `en` or `pt`
/// @param accent the colour of links and focus, `#rrggbb`; empty uses ours
/// @param logo an https address of an image, shown in place of the name
/// @param links shown in the header, in order
public record PageLook(
        String language, Optional<String> accent, Optional<String> logo, List<Link> links) {
    /// English, our colours, no logo.
    public static final PageLook PLAIN =
            new PageLook("en", Optional.empty(), Optional.empty(), List.of());

    public PageLook {
        links = List.copyOf(links);
    }

    /// A link in the header.
    ///
    /// @param url an http or https address
    public record Link(String title, String url) {}
}
