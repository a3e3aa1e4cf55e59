package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import java.time.Instant;
import java.util.Optional;

/// What became of one thing that a page told its subscribers.
///
/// @param subject id of the incident, maintenance or component it is about
/// @param update what it was known by: the id of the update
/// @param title what stood above it
/// @param complete whether all who are due have their letter; more are counted until then
/// @param due letters written so far
/// @param waiting not tried yet, under way, or to be tried again
/// @param possibleDuplicates sent a second time because nobody knew whether the first arrived
public record Receipt(
        String id,
        PageId page,
        String subject,
        String update,
        String title,
        Instant saidAt,
        boolean complete,
        long due,
        long delivered,
        long waiting,
        long failed,
        long cancelled,
        long possibleDuplicates,
        Optional<Instant> lastAt) {}
