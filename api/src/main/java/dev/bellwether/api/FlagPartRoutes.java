package dev.bellwether.api;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.ExclusionGroup;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.Holdout;
import dev.bellwether.experiment.Kept;
import dev.bellwether.experiment.PartKind;
import dev.bellwether.experiment.Segment;
import dev.bellwether.experiment.Window;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Set;

/// What the flags of a site share: segments, exclusion groups, holdouts. A `version` of 0 makes
/// one.
final class FlagPartRoutes {
    private final Sites sites;
    private final FlagBook book;

    FlagPartRoutes(Sites sites, FlagBook book) {
        this.sites = sites;
        this.book = book;
    }

    record SegmentGiven(Condition when, long version) {}

    record SegmentView(String name, Condition when, long version) {
        static SegmentView of(Kept<Segment> kept) {
            return new SegmentView(kept.thing().name(), kept.thing().when(), kept.version());
        }
    }

    record GroupGiven(Bucketing by, List<ExclusionGroup.Slot> slots, long version) {}

    record GroupView(String name, Bucketing by, List<ExclusionGroup.Slot> slots, long version) {
        static GroupView of(Kept<ExclusionGroup> kept) {
            ExclusionGroup group = kept.thing();
            return new GroupView(group.name(), group.by(), group.slots(), kept.version());
        }
    }

    record HoldoutGiven(
            Bucketing by, double share, Window window, Set<String> campaigns, long version) {}

    record HoldoutView(
            String name,
            Bucketing by,
            double share,
            Window window,
            Set<String> campaigns,
            long version) {
        static HoldoutView of(Kept<Holdout> kept) {
            Holdout one = kept.thing();
            return new HoldoutView(
                    one.name(),
                    one.by(),
                    one.share(),
                    one.window(),
                    one.campaigns(),
                    kept.version());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/sites/{site}/segments",
                        "List the segments of a site",
                        SegmentView.class,
                        call ->
                                Cursors.cut(
                                        book.read(site(call)).segments().stream()
                                                .map(SegmentView::of)
                                                .toList(),
                                        SegmentView::name,
                                        call)),
                Route.replace(
                                "/sites/{site}/segments/{name}",
                                "Make or change a segment",
                                Scope.WRITE,
                                SegmentGiven.class,
                                SegmentView.class,
                                this::segment)
                        .triedOut(),
                remove("/sites/{site}/segments/{name}", PartKind.SEGMENT),
                Route.list(
                        "/sites/{site}/groups",
                        "List the exclusion groups of a site",
                        GroupView.class,
                        call ->
                                Cursors.cut(
                                        book.read(site(call)).groups().stream()
                                                .map(GroupView::of)
                                                .toList(),
                                        GroupView::name,
                                        call)),
                Route.replace(
                                "/sites/{site}/groups/{name}",
                                "Make or change an exclusion group",
                                Scope.WRITE,
                                GroupGiven.class,
                                GroupView.class,
                                this::group)
                        .triedOut(),
                remove("/sites/{site}/groups/{name}", PartKind.GROUP),
                Route.list(
                        "/sites/{site}/holdouts",
                        "List the holdouts of a site",
                        HoldoutView.class,
                        call ->
                                Cursors.cut(
                                        book.read(site(call)).holdouts().stream()
                                                .map(HoldoutView::of)
                                                .toList(),
                                        HoldoutView::name,
                                        call)),
                Route.replace(
                                "/sites/{site}/holdouts/{name}",
                                "Make or change a holdout",
                                Scope.WRITE,
                                HoldoutGiven.class,
                                HoldoutView.class,
                                this::holdout)
                        .triedOut(),
                remove("/sites/{site}/holdouts/{name}", PartKind.HOLDOUT));
    }

    private SegmentView segment(Call call) {
        SegmentGiven given = call.body(SegmentGiven.class);
        return SegmentView.of(
                book.save(
                        site(call),
                        new Segment(call.text("name"), given.when()),
                        given.version(),
                        call.actor()));
    }

    private GroupView group(Call call) {
        GroupGiven given = call.body(GroupGiven.class);
        return GroupView.of(
                book.save(
                        site(call),
                        new ExclusionGroup(call.text("name"), given.by(), given.slots()),
                        given.version(),
                        call.actor()));
    }

    private HoldoutView holdout(Call call) {
        HoldoutGiven given = call.body(HoldoutGiven.class);
        return HoldoutView.of(
                book.save(
                        site(call),
                        new Holdout(
                                call.text("name"),
                                given.by(),
                                given.share(),
                                given.window(),
                                given.campaigns()),
                        given.version(),
                        call.actor()));
    }

    private Route remove(String path, PartKind kind) {
        return Route.remove(
                path,
                "Take away a " + kind.word() + " that nothing names",
                Scope.WRITE,
                call -> {
                    book.remove(site(call), kind, call.text("name"), call.actor());
                    return Nothing.INSTANCE;
                });
    }

    private Site site(Call call) {
        return sites.get(call.organization(), call.id("site", SiteId::new));
    }
}
