package dev.bellwether.oncall;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Recall;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `schedule` and `schedule_version`.
final class ScheduleRows {
    private static final Documents<Schedule> SCHEDULES = Documents.in("schedule", Schedule.class);

    private static final int NEWEST_KEPT = 3;

    private record One(OrganizationId organization, ScheduleId schedule) {}

    /// With the plan, for making one takes longer than asking it.
    private record InForce(Instant from, SchedulePlan plan) {
        static InForce of(Timetable.Version version) {
            return new InForce(version.from(), new SchedulePlan(version.schedule()));
        }
    }

    private static final Recall<One, List<InForce>> NEWEST =
            Recall.of(ScheduleRows::readNewest, "schedule_version");

    private ScheduleRows() {}

    static Optional<Schedule> find(Handle sql, OrganizationId organization, ScheduleId id) {
        return SCHEDULES.find(sql, organization, id);
    }

    /// Reads it and holds it until commit, so that two changes come one after the other.
    static Optional<Schedule> hold(Tx tx, OrganizationId organization, ScheduleId id) {
        return SCHEDULES.hold(tx, organization, id);
    }

    static List<Schedule> list(Handle sql, OrganizationId organization) {
        return SCHEDULES.select(sql, organization, "ORDER BY name, id", Schedules.MOST);
    }

    static long count(Handle sql, OrganizationId organization) {
        return SCHEDULES.count(sql, organization);
    }

    /// The schedule from an instant on, in place of whatever was planned for later.
    static void save(Handle sql, Schedule schedule, Instant from) {
        SCHEDULES
                .row(schedule.organization(), schedule.id(), schedule)
                .with("name", schedule.name())
                .save(sql);
        sql.createUpdate(
                        """
                        DELETE FROM schedule_version WHERE organization = :organization
                        AND schedule = :schedule AND from_at >= :from
                        """)
                .bind("organization", schedule.organization())
                .bind("schedule", schedule.id())
                .bind("from", from)
                .execute();
        version(sql, new Timetable.Version(from, schedule));
    }

    static void version(Handle sql, Timetable.Version version) {
        sql.createUpdate(
                        """
                        INSERT INTO schedule_version (organization, schedule, from_at, body)
                        VALUES (:organization, :schedule, :from, :body)
                        """)
                .bind("organization", version.schedule().organization())
                .bind("schedule", version.schedule().id())
                .bind("from", version.from())
                .bind("body", Json.write(version.schedule()))
                .execute();
    }

    /// Those that are in force at some time from `from` until before `until`, the oldest first.
    static List<Timetable.Version> versions(
            Handle sql, OrganizationId organization, ScheduleId id, Instant from, Instant until) {
        return sql.createQuery(
                        """
                        SELECT from_at, body FROM schedule_version
                        WHERE organization = :organization AND schedule = :schedule
                        AND from_at < :until AND from_at >= COALESCE((
                            SELECT max(from_at) FROM schedule_version
                            WHERE organization = :organization AND schedule = :schedule
                            AND from_at <= :from), :from)
                        ORDER BY from_at
                        """)
                .bind("organization", organization)
                .bind("schedule", id)
                .bind("from", from)
                .bind("until", until)
                .map((rs, context) ->
                        new Timetable.Version(
                                Micros.toInstant(rs.getLong("from_at")),
                                Json.read(rs.getString("body"), Schedule.class)))
                .list();
    }

    /// The one in force at an instant.
    static Optional<SchedulePlan> inForce(
            Handle sql, OrganizationId organization, ScheduleId id, Instant at) {
        // Mostly it is among the newest, which change seldom.
        List<InForce> newest = NEWEST.get(sql, new One(organization, id));
        Optional<InForce> found =
                newest.stream().filter(version -> !version.from().isAfter(at)).findFirst();
        return (found.isPresent() || newest.size() < NEWEST_KEPT
                        ? found
                        : versions(sql, organization, id, at, at.plus(1, ChronoUnit.MICROS))
                                .stream()
                                .findFirst()
                                .map(InForce::of))
                .map(InForce::plan);
    }

    private static List<InForce> readNewest(Handle sql, One one) {
        return sql.createQuery(
                        """
                        SELECT from_at, body FROM schedule_version
                        WHERE organization = :organization AND schedule = :schedule
                        ORDER BY from_at DESC LIMIT :most
                        """)
                .bind("organization", one.organization())
                .bind("schedule", one.schedule())
                .bind("most", NEWEST_KEPT)
                .map((rs, context) ->
                        InForce.of(
                                new Timetable.Version(
                                        Micros.toInstant(rs.getLong("from_at")),
                                        Json.read(rs.getString("body"), Schedule.class))))
                .list();
    }

    /// When the newest version takes effect.
    static Optional<Instant> newest(Handle sql, OrganizationId organization, ScheduleId id) {
        return sql.createQuery(
                        """
                        SELECT from_at FROM schedule_version WHERE organization = :organization
                        AND schedule = :schedule ORDER BY from_at DESC LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("schedule", id)
                .map((rs, context) -> Micros.toInstant(rs.getLong(1)))
                .findOne();
    }

    /// Removes it and all its versions.
    static void remove(Handle sql, OrganizationId organization, ScheduleId id) {
        SCHEDULES.remove(sql, organization, id);
        sql.createUpdate(
                        """
                        DELETE FROM schedule_version
                        WHERE organization = :organization AND schedule = :schedule
                        """)
                .bind("organization", organization)
                .bind("schedule", id)
                .execute();
    }
}
