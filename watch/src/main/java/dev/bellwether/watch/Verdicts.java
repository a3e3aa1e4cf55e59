package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;

/// What the checks say, and why. Reads only; safe for many threads.
public final class Verdicts {
    private final Store store;

    public Verdicts(Store store) {
        this.store = store;
    }

    /// Where a check stands; empty before its first verdict, and when there is no such check.
    public Optional<CheckVerdict> current(OrganizationId organization, CheckId check) {
        return store.read(sql -> VerdictRows.current(sql, organization, check));
    }

    /// Where all checks of an organization stand, at most [Checks#MOST].
    public List<CheckVerdict> current(OrganizationId organization) {
        return store.read(sql -> VerdictRows.current(sql, organization, Checks.MOST));
    }

    /// Where the checks of a service stand, at most 1,000.
    public List<CheckVerdict> ofService(OrganizationId organization, ServiceId service) {
        return store.read(sql -> VerdictRows.ofService(sql, organization, service, 1_000));
    }

    /// The worst that the checks of a service say; UNKNOWN when none has said anything. Paused
    /// checks say nothing.
    public Status status(OrganizationId organization, ServiceId service) {
        return store.read(sql -> VerdictRows.speaking(sql, organization, service, 1_000)).stream()
                .map(CheckVerdict::status)
                .reduce(Status::worse)
                .orElse(Status.UNKNOWN);
    }

    /// The changes of a check, newest first.
    ///
    /// @param before the `next` of the slice before; empty begins with the newest
    /// @param limit 1 to 1,000
    public Slice<VerdictChanged> list(
            OrganizationId organization, CheckId check, Optional<String> before, int limit) {
        int most = Math.clamp(limit, 1, 1_000);
        List<VerdictChanged> found =
                store.read(sql ->
                        VerdictRows.list(sql, organization, check, before.orElse(""), most + 1));
        return found.size() <= most
                ? new Slice<>(found, Optional.empty())
                : new Slice<>(
                        found.subList(0, most), Optional.of(found.get(most - 1).verdict().value()));
    }

    /// @throws NotFound when this organization has no such verdict
    public VerdictChanged get(OrganizationId organization, VerdictId id) {
        return stored(organization, id).verdict();
    }

    /// What a verdict was made of.
    ///
    /// @throws NotFound when this organization has no such verdict
    public Evidence evidence(OrganizationId organization, VerdictId id) {
        return stored(organization, id).evidence();
    }

    /// The verdict beside what its evidence gives.
    ///
    /// @throws NotFound when this organization has no such verdict
    public Recomputed recompute(OrganizationId organization, VerdictId id) {
        return recompute(stored(organization, id));
    }

    /// [#recompute(OrganizationId, VerdictId)] for whoever runs the program: any organization's.
    ///
    /// @throws NotFound when there is no such verdict
    public Recomputed recompute(VerdictId id) {
        return recompute(
                store.read(sql -> VerdictRows.find(sql, Optional.empty(), id))
                        .orElseThrow(() -> new NotFound("verdict", id.value())));
    }

    private static Recomputed recompute(VerdictRows.Stored stored) {
        return new Recomputed(stored.verdict(), stored.evidence().recompute());
    }

    private VerdictRows.Stored stored(OrganizationId organization, VerdictId id) {
        return store.read(sql -> VerdictRows.find(sql, Optional.of(organization), id))
                .orElseThrow(() -> new NotFound("verdict", id.value()));
    }
}
