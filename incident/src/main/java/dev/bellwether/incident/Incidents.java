package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.UpdateId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What we say to people about trouble. Every change by a person or a token takes the wheel:
/// automation then only adds to the private timeline, until the wheel is returned.
///
/// All methods throw [dev.bellwether.model.NotFound] for an id the organization does not have,
/// [dev.bellwether.model.InvalidInput] with every problem, and [dev.bellwether.model.Conflict] when
/// what stands does not allow the change.
public final class Incidents {
    /// The longest body of an update or a postmortem, in characters.
    public static final int LONGEST_BODY = 25_000;

    Incidents() {}

    public Incident get(OrganizationId organization, IncidentId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Incident> find(OrganizationId organization, IncidentId id) {
        throw new UnsupportedOperationException();
    }

    /// The open ones, drafts included, newest first; at most 1,000.
    public List<Incident> open(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    /// All of them, newest first.
    ///
    /// @param cursor the `next` of the slice before; empty begins
    /// @param limit 1 to 100
    public Slice<Incident> list(OrganizationId organization, Optional<String> cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Those that affect a service, newest first.
    public Slice<Incident> list(
            OrganizationId organization, ServiceId service, Optional<String> cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    public Incident open(OrganizationId organization, NewIncident what, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Incident update(
            OrganizationId organization, IncidentId id, NewUpdate update, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Changes the words of an update; on a published incident it is shown as edited.
    ///
    /// @param at when it is shown to have been said; empty leaves it
    public Incident editUpdate(
            OrganizationId organization,
            IncidentId id,
            UpdateId update,
            String body,
            Optional<Instant> at,
            Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Changes name, impact or affected services without saying more.
    public Incident edit(
            OrganizationId organization, IncidentId id, IncidentEdit edit, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Incident resolve(OrganizationId organization, IncidentId id, String body, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Shows a draft.
    public Incident publish(OrganizationId organization, IncidentId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Deletes a draft. What was published stays: it is a conflict.
    public void deleteDraft(OrganizationId organization, IncidentId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Incident takeWheel(OrganizationId organization, IncidentId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Hands the incident back to automation, which says at once what it has to say.
    public Incident returnWheel(OrganizationId organization, IncidentId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// A line on the private timeline. Does not take the wheel.
    public void note(OrganizationId organization, IncidentId id, String text, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// A postmortem made from the timeline, in Markdown, for a person to finish. Saves nothing.
    public String draftPostmortem(OrganizationId organization, IncidentId id) {
        throw new UnsupportedOperationException();
    }

    /// Saves the postmortem of a resolved incident; shown only once it is published.
    public Incident writePostmortem(
            OrganizationId organization, IncidentId id, String body, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public Incident publishPostmortem(OrganizationId organization, IncidentId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// The private timeline, oldest first: signals and evidence, what was said, alerts, pages,
    /// receipts. The newest 1,000 lines.
    public List<TimelineEntry> timeline(OrganizationId organization, IncidentId id) {
        throw new UnsupportedOperationException();
    }

    /// Takes incidents of another system over: ids, dates and words stay, all are backfilled and
    /// page nobody. Done twice it changes nothing; an imported incident that is newer there is
    /// replaced, one that a person changed here is left.
    public Imported importAll(List<Incident> incidents, String source) {
        throw new UnsupportedOperationException();
    }
}
