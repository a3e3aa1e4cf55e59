package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeId;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a change of flags tells the journal, in the transaction that makes it: what was changed, by
/// whom ([FlagsChanged]), and that we did something which may be why something broke
/// ([ChangeRecorded]). The title of the latter has the flag, its campaigns and variations as words,
/// for queries say by those names where they come from.
final class FlagLines {
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_DETAIL = 5_000;

    private final Tx tx;
    private final OrganizationId organization;
    private final SiteId site;
    private final Actor actor;

    FlagLines(Tx tx, OrganizationId organization, SiteId site, Actor actor) {
        this.tx = tx;
        this.organization = organization;
        this.site = site;
        this.actor = actor;
    }

    void flag(KeptFlag flag, FlagsChanged.What what, List<String> words) {
        String detail = String.join("; ", words);
        tell(PartKind.FLAG, flag.key(), what, detail);
        change(
                Change.Kind.ROLLOUT,
                title(flag.flag()) + ": " + first(what, words),
                detail,
                flag.notes().services());
    }

    void part(PartKind kind, String name, FlagsChanged.What what, String detail) {
        tell(kind, name, what, detail);
        change(
                Change.Kind.CONFIG,
                "Flags: " + kind.word() + " " + name + " " + word(what),
                detail,
                Set.of());
    }

    private void tell(PartKind kind, String name, FlagsChanged.What what, String detail) {
        tx.journal(
                organization,
                new FlagsChanged(
                        site, kind.word(), name, what, cut(detail, LONGEST_DETAIL), actor));
    }

    private void change(Change.Kind kind, String title, String detail, Set<ServiceId> services) {
        tx.journal(
                organization,
                new ChangeRecorded(
                        new Change(
                                new ChangeId(tx.newId()),
                                organization,
                                kind,
                                cut(title, LONGEST_TITLE),
                                cut(detail, LONGEST_DETAIL),
                                tx.now(),
                                services,
                                actor.name(),
                                Optional.empty()),
                        actor));
    }

    private static String title(Flag flag) {
        String campaigns =
                flag.rules().stream()
                        .map(Rule::serve)
                        .filter(Serving.Split.class::isInstance)
                        .map(serve -> ((Serving.Split) serve).campaign())
                        .filter(campaign -> !campaign.equals(flag.key()))
                        .limit(5)
                        .collect(Collectors.joining(", "));
        return "Flag "
                + flag.key()
                + (campaigns.isEmpty() ? "" : " (" + campaigns + ")")
                + " with "
                + FlagDifference.names(flag);
    }

    private static String first(FlagsChanged.What what, List<String> words) {
        return words.isEmpty() ? word(what) : words.getFirst();
    }

    private static String word(FlagsChanged.What what) {
        return switch (what) {
            case MADE -> "made";
            case SAVED -> "saved";
            case SWITCHED_ON -> "switched on";
            case SWITCHED_OFF -> "switched off";
            case TURNED -> "turned by its schedule";
            case ARCHIVED -> "taken away";
            case RESTORED -> "restored";
        };
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most - 1) + "…" : text;
    }
}
