package dev.bellwether.model;

/// A campaign of a site, a metric that campaigns use, or an audience was changed, started or
/// stopped.
///
/// @param thing its word: `campaign`, `metric` or `audience`
/// @param name unique among the things of its kind and site
/// @param detail what is other now, in words
public record CampaignChanged(
        SiteId site, String thing, String name, What what, String detail, Actor actor)
        implements Fact {
    public enum What {
        MADE,
        SAVED,
        STARTED,
        STOPPED,
        ARCHIVED,
        RESTORED,
        REMOVED
    }

    /// By which the lines about a thing are found again.
    public static String subject(SiteId site, String thing, String name) {
        return site + "/" + thing + "/" + name;
    }

    public String subject() {
        return subject(site, thing, name);
    }
}
