package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.util.Optional;

/// A provider and its public status page.
///
/// @param organization [OrganizationId#SYSTEM] for the shipped catalogue; otherwise the
///   organization that added it, and only that one sees it
/// @param category its first category; empty when not known
/// @param homepage its domain or address; empty when not known
/// @param page address of its status page, http or https
/// @param platform such as `statuspage` or `instatus`; `unknown` is settled at first contact
/// @param feed address of a document for machines; empty when not known
public record Provider(
        ProviderId id,
        OrganizationId organization,
        String name,
        String category,
        String homepage,
        String page,
        String platform,
        String feed,
        Trust trust) {
    /// How far the address is to be believed before anything was read from it.
    public enum Trust {
        /// Two or more public lists name this address.
        AGREED,
        /// One list names it.
        LISTED,
        /// One list whose addresses were not all seen live.
        UNCONFIRMED,
        /// Lists of 2016 or 2021 only.
        OLD,
        /// A person of the organization entered it.
        ENTERED
    }

    Provider withFeed(String address) {
        return new Provider(
                id, organization, name, category, homepage, page, platform, address, trust);
    }

    /// True when both are read from the same address in the same way.
    boolean isReadAs(Provider other) {
        return page.equals(other.page)
                && platform.equals(other.platform)
                && feed.equals(other.feed);
    }

    /// True when it stands in the configuration file of the installation.
    public boolean isListed() {
        return !isOwn() && id.value().startsWith(ListedProvider.BEFORE);
    }

    /// True when the organization added it itself.
    public boolean isOwn() {
        return !organization.equals(OrganizationId.SYSTEM);
    }

    /// Address of a document below the page's own path, where several pages share a host; empty for
    /// a page that has its host to itself.
    Optional<String> below(String path) {
        return HttpTarget.parse(page)
                .filter(at -> !at.path().replace("/", "").isEmpty())
                .map(at ->
                        (at.secure() ? "https://" : "http://")
                                + at.authority()
                                + at.path().replaceAll("/+$", "")
                                + path);
    }

    /// Address of a document of its page: the feed of the catalogue where that is it, otherwise
    /// `path` on the page's host.
    String document(String path) {
        if (feed.endsWith(path)) {
            return feed;
        }
        return HttpTarget.parse(page)
                .map(at -> (at.secure() ? "https://" : "http://") + at.authority() + path)
                .orElse(page);
    }

    /// True when the address is believed before anything was read from it.
    boolean isVouchedFor() {
        return trust == Trust.AGREED || trust == Trust.ENTERED;
    }
}
