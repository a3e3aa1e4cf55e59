package dev.bellwether.experiment;

import dev.bellwether.model.SiteId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// All that is kept of a site's flags.
///
/// @param revision one more with each change of any of it; 0 when there never was one
/// @param flags by key, the archived ones too
/// @param segments by name, as are the others
public record KeptSet(
        long revision,
        List<KeptFlag> flags,
        List<Kept<Segment>> segments,
        List<Kept<ExclusionGroup>> groups,
        List<Kept<Holdout>> holdouts) {
    public KeptSet {
        flags = List.copyOf(flags);
        segments = List.copyOf(segments);
        groups = List.copyOf(groups);
        holdouts = List.copyOf(holdouts);
    }

    static KeptSet read(Handle sql, SiteId site) {
        long revision = FlagRows.revision(sql, site);
        var flags = new ArrayList<KeptFlag>();
        var segments = new ArrayList<Kept<Segment>>();
        var groups = new ArrayList<Kept<ExclusionGroup>>();
        var holdouts = new ArrayList<Kept<Holdout>>();
        for (FlagRows.Row row : FlagRows.of(sql, site)) {
            switch (row.kind()) {
                case FLAG -> flags.add(flag(row));
                case SEGMENT -> segments.add(kept(row, Segment.class));
                case GROUP -> groups.add(kept(row, ExclusionGroup.class));
                case HOLDOUT -> holdouts.add(kept(row, Holdout.class));
            }
        }
        return new KeptSet(revision, flags, segments, groups, holdouts);
    }

    static KeptFlag flag(FlagRows.Row row) {
        FlagRows.FlagBody body = row.as(FlagRows.FlagBody.class);
        return new KeptFlag(
                body.flag(), body.notes(), row.version(), row.archived(), row.changedAt());
    }

    static <T> Kept<T> kept(FlagRows.Row row, Class<T> type) {
        return new Kept<>(row.as(type), row.version(), row.changedAt());
    }

    /// What visitors are assigned by.
    public FlagSet set() {
        return new FlagSet(
                flags.stream().filter(one -> !one.archived()).map(KeptFlag::flag).toList(),
                segments.stream().map(Kept::thing).toList(),
                groups.stream().map(Kept::thing).toList(),
                holdouts.stream().map(Kept::thing).toList());
    }
}
