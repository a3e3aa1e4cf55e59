package dev.bellwether.demo;

import dev.bellwether.experiment.CampaignPlan.Kind;

/// A campaign of the simulated shop, and what is true of it.
///
/// @param control and `treatment`: variations, dealt half and half as far as the plan says
/// @param share of the visitors that get the treatment
/// @param buys and `buysTreated`: the chance that a visitor orders, without and with the treatment
enum ShopTale {
    WINNER(
            "one-page-checkout",
            "One-page checkout",
            Kind.EXPERIMENT,
            "three pages",
            "one page",
            0.5,
            0.100,
            0.125),
    LOSER(
            "search-in-the-menu",
            "Search moves into the menu",
            Kind.EXPERIMENT,
            "in sight",
            "in the menu",
            0.5,
            0.100,
            0.080),
    /// Some of the control's visitors left before they were counted.
    MISMATCH(
            "faster-images",
            "Images from a nearer place",
            Kind.EXPERIMENT,
            "far",
            "near",
            0.53,
            0.100,
            0.104),
    /// Those who come back get it, and they buy more anyway.
    CHOSEN(
            "welcome-back",
            "A greeting for those who come back",
            Kind.PERSONALISATION,
            "no greeting",
            "greeting",
            0.3,
            0.080,
            0.140);

    final String key;
    final String title;
    final Kind kind;
    final String control;
    final String treatment;
    final double share;
    final double buys;
    final double buysTreated;

    ShopTale(
            String key,
            String title,
            Kind kind,
            String control,
            String treatment,
            double share,
            double buys,
            double buysTreated) {
        this.key = key;
        this.title = title;
        this.kind = kind;
        this.control = control;
        this.treatment = treatment;
        this.share = share;
        this.buys = buys;
        this.buysTreated = buysTreated;
    }
}
