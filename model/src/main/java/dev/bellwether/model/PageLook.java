package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// How a status page speaks and looks.
///
/// @param language of the fixed words, such as `en` or `pt`
/// @param languages others in which the page is offered too, under a path such as `/de/`
/// @param accent the colour of links and focus on a light ground, `#rrggbb`; empty uses ours
/// @param accentDark the same on a dark ground; empty makes one from `accent`
/// @param logo an image shown in place of the name: an https address, or `image:` and the digest of
///   one that was uploaded
/// @param links shown in the header, in order
/// @param footerLinks shown in the footer, in order
public record PageLook(
        String language,
        List<String> languages,
        Optional<String> accent,
        Optional<String> accentDark,
        Optional<String> logo,
        List<Link> links,
        List<Link> footerLinks) {
    /// What `logo` begins with when it names an uploaded image.
    public static final String UPLOADED = "image:";

    /// English, our colours, no logo.
    public static final PageLook PLAIN =
            new PageLook("en", Optional.empty(), Optional.empty(), List.of());

    @SuppressWarnings("NullAway") // an old line of the journal has no languages or footer
    public PageLook {
        languages = languages == null ? List.of() : List.copyOf(languages);
        accentDark = accentDark == null ? Optional.empty() : accentDark;
        links = List.copyOf(links);
        footerLinks = footerLinks == null ? List.of() : List.copyOf(footerLinks);
    }

    /// In one language, with nothing in the footer.
    public PageLook(
            String language, Optional<String> accent, Optional<String> logo, List<Link> links) {
        this(language, List.of(), accent, Optional.empty(), logo, links, List.of());
    }

    /// The digest of the uploaded logo.
    public Optional<String> uploadedLogo() {
        return logo.filter(l -> l.startsWith(UPLOADED)).map(l -> l.substring(UPLOADED.length()));
    }

    /// This look with another logo.
    public PageLook withLogo(Optional<String> newLogo) {
        return new PageLook(language, languages, accent, accentDark, newLogo, links, footerLinks);
    }

    /// A link in the header.
    ///
    /// @param url an http or https address
    public record Link(String title, String url) {}
}
