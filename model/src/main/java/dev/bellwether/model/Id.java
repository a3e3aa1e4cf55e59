package dev.bellwether.model;

/// The identity of a thing: 1 to 64 characters of `a-z`, `0-9`, `-`, `_`, `.` and `/`. Made by the
/// store (twelve characters of base 36, as Statuspage makes them) or brought in by an import.
public sealed interface Id
        permits OrganizationId,
                ServiceId,
                CheckId,
                VerdictId,
                IncidentId,
                MaintenanceId,
                UpdateId,
                PersonId,
                PolicyId,
                AlertId,
                DeliveryId,
                PageId,
                ComponentId,
                ProviderId,
                ApplicationId,
                SeriesId,
                TemplateId,
                ChangeId,
                IntegrationId,
                ScheduleId,
                LayerId,
                OverrideId,
                SwapId,
                FeedId,
                SiteId {
    String value();

    /// The value itself when it is a legal id.
    ///
    /// @throws IllegalArgumentException naming the thing, the value and what is allowed
    static String check(String thing, String value) {
        if (value.isEmpty() || value.length() > 64 || !value.chars().allMatch(Id::isLegal)) {
            throw new IllegalArgumentException(
                    thing
                            + " id '"
                            + value
                            + "' is not 1 to 64 characters of a-z, 0-9, '-', '_', '.' and '/'");
        }
        return value;
    }

    private static boolean isLegal(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '/';
    }
}
