package dev.bellwether.model;

/// Something of what decides who gets which variation was changed, by somebody or by its schedule.
///
/// @param thing its word: `flag`, `segment`, `group` or `holdout`
/// @param name unique among the things of its kind and site
/// @param detail what is other now, in words
public record FlagsChanged(
        SiteId site, String thing, String name, What what, String detail, Actor actor)
        implements Fact {
    public enum What {
        MADE,
        SAVED,
        SWITCHED_ON,
        SWITCHED_OFF,
        /// A time came that its schedule names.
        TURNED,
        ARCHIVED,
        RESTORED
    }

    /// By which the lines about a thing are found again.
    public static String subject(SiteId site, String thing, String name) {
        return site + "/" + thing + "/" + name;
    }

    public String subject() {
        return subject(site, thing, name);
    }
}
