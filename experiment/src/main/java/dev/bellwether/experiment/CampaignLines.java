package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.Site;
import dev.bellwether.store.Tx;
import java.util.List;

/// What a change of campaigns tells the journal, in the transaction that makes it. It is no change
/// of what visitors get (flags tell those), so it is nobody's suspect.
record CampaignLines(Tx tx, Site site, Actor actor) {
    static final String CAMPAIGN = "campaign";
    static final String METRIC = "metric";
    static final String AUDIENCE = "audience";
    private static final int LONGEST_DETAIL = 5_000;

    void campaign(String key, CampaignChanged.What what, List<String> words) {
        tell(CAMPAIGN, key, what, String.join("; ", words));
    }

    void metric(String key, CampaignChanged.What what, String detail) {
        tell(METRIC, key, what, detail);
    }

    void audience(String key, CampaignChanged.What what, List<String> words) {
        tell(AUDIENCE, key, what, String.join("; ", words));
    }

    private void tell(String thing, String name, CampaignChanged.What what, String detail) {
        String cut =
                detail.length() > LONGEST_DETAIL
                        ? detail.substring(0, LONGEST_DETAIL - 1) + "…"
                        : detail;
        tx.journal(
                site.organization(), new CampaignChanged(site.id(), thing, name, what, cut, actor));
    }
}
