package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What must be true of a set before anybody is assigned by it. Pure.
final class FlagSetRules {
    private static final int MOST_FLAGS = 5_000;
    private static final int MOST_SEGMENTS = 1_000;
    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_SLOTS = 1_000;
    private static final int MOST_HOLDOUTS = 100;

    private final Faults faults = new Faults();
    private final FlagSet set;
    private final Map<String, Serving.Split> campaigns = new HashMap<>();

    private FlagSetRules(FlagSet set) {
        this.set = set;
    }

    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    static void refuse(FlagSet set) {
        var rules = new FlagSetRules(set);
        if (rules.sizes()) {
            rules.segments();
            rules.flags();
            rules.groups();
            rules.holdouts();
            rules.ownHashes();
        }
        rules.faults.refuse();
    }

    private boolean sizes() {
        return faults.size("flags", set.flags(), 0, MOST_FLAGS)
                & faults.size("segments", set.segments(), 0, MOST_SEGMENTS)
                & faults.size("groups", set.groups(), 0, MOST_GROUPS)
                & faults.size("holdouts", set.holdouts(), 0, MOST_HOLDOUTS);
    }

    private void segments() {
        var conditions = new ConditionRules(faults, Optional.empty());
        Set<String> names = new HashSet<>();
        for (Segment segment : set.segments()) {
            String path = Faults.path("segments", segment.name());
            faults.name(path, segment.name());
            faults.unique(path, segment.name(), names, "a segment");
            conditions.condition(path + ".when", segment.when());
        }
    }

    private void flags() {
        Set<String> segments =
                set.segments().stream().map(Segment::name).collect(Collectors.toSet());
        var rules =
                new FlagRules(
                        faults, new ConditionRules(faults, Optional.of(segments)), this::campaign);
        Set<String> keys = new HashSet<>();
        for (Flag flag : set.flags()) {
            String path = Faults.path("flags", flag.key());
            faults.name(path, flag.key());
            faults.unique(path, flag.key(), keys, "a flag");
            rules.flag(path, flag);
        }
    }

    private void campaign(String path, Serving.Split split) {
        faults.require(
                campaigns.putIfAbsent(split.campaign(), split) == null,
                path,
                Faults.quoted(split.campaign()) + " names a campaign of another rule already");
        split.group()
                .ifPresent(group ->
                        faults.known(
                                path.replace(".campaign", ".group"),
                                group,
                                set.groups().stream().map(ExclusionGroup::name).toList(),
                                "an exclusion group"));
    }

    private void groups() {
        Set<String> names = new HashSet<>();
        for (ExclusionGroup group : set.groups()) {
            String path = Faults.path("groups", group.name());
            faults.name(path, group.name());
            faults.unique(path, group.name(), names, "an exclusion group");
            if (faults.size(path + ".slots", group.slots(), 1, MOST_SLOTS)) {
                slots(path + ".slots", group);
            }
            members(path, group);
        }
    }

    private void slots(String path, ExclusionGroup group) {
        Set<String> before = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < group.slots().size(); i++) {
            ExclusionGroup.Slot slot = group.slots().get(i);
            String at = path + "[" + i + "]";
            faults.name(at + ".campaign", slot.campaign());
            faults.unique(at + ".campaign", slot.campaign(), before, "a slot of this group");
            faults.share(at + ".share", slot.share());
            sum += slot.share();
            Serving.Split split = campaigns.get(slot.campaign());
            faults.require(
                    split == null || split.group().equals(Optional.of(group.name())),
                    at + ".campaign",
                    Faults.quoted(slot.campaign())
                            + " does not name this group; name it there, or take the slot away");
        }
        faults.require(sum <= 1 + 1e-9, path, "'" + sum + "' is the sum of the shares; at most 1");
        HashRules.shares(
                faults,
                path,
                group.by(),
                group.slots().stream().mapToDouble(ExclusionGroup.Slot::share).toArray());
    }

    /// Those who name the group have a slot in it, and assign by the same key.
    private void members(String path, ExclusionGroup group) {
        HashRules.hash(faults, path + ".by", group.by());
        List<Serving.Split> members =
                campaigns.values().stream()
                        .filter(split -> split.group().equals(Optional.of(group.name())))
                        .toList();
        List<String> slots = group.slots().stream().map(ExclusionGroup.Slot::campaign).toList();
        for (Serving.Split split : members) {
            faults.require(
                    slots.contains(split.campaign()),
                    path + ".slots",
                    Faults.quoted(split.campaign()) + " names this group and has no slot in it");
        }
        faults.require(
                members.stream().map(Serving.Split::unit).distinct().count() <= 1,
                path,
                "its campaigns assign by different units, so they could meet in one visitor; give"
                        + " all of them the same");
    }

    private void holdouts() {
        Set<String> names = new HashSet<>();
        for (Holdout holdout : set.holdouts()) {
            String path = Faults.path("holdouts", holdout.name());
            faults.name(path, holdout.name());
            faults.unique(path, holdout.name(), names, "a holdout");
            faults.share(path + ".share", holdout.share());
            faults.window(path + ".window.until", holdout.window());
            HashRules.hash(faults, path + ".by", holdout.by());
            HashRules.shares(
                    faults, path + ".share", holdout.by(), holdout.share(), 1 - holdout.share());
            holdout.campaigns()
                    .forEach(campaign ->
                            faults.known(
                                    path + ".campaigns",
                                    campaign,
                                    campaigns.keySet(),
                                    "a campaign of a flag"));
        }
    }

    /// A hash that is used for two things makes them depend on each other: a holdout by the hash of
    /// a campaign would take one variation's visitors alone.
    private void ownHashes() {
        Map<Bucketing, String> owners = new HashMap<>();
        campaigns.forEach((name, split) -> owners.putIfAbsent(split.by(), "campaign " + name));
        set.groups()
                .forEach(group ->
                        own(
                                Faults.path("groups", group.name()) + ".by",
                                group.by(),
                                "group " + group.name(),
                                owners));
        set.holdouts()
                .forEach(holdout ->
                        own(
                                Faults.path("holdouts", holdout.name()) + ".by",
                                holdout.by(),
                                "holdout " + holdout.name(),
                                owners));
    }

    private void own(String path, Bucketing by, String owner, Map<Bucketing, String> owners) {
        String other = owners.putIfAbsent(by, owner);
        faults.require(
                other == null, path, "is the hash of " + other + " too; give it one of its own");
    }
}
