package dev.bellwether.incident;

import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.SeriesId;

/// One time that a series takes place.
///
/// @param occurs local time in the zone of the series, such as `2026-11-22T03:00`
public record Occurrence(SeriesId series, String occurs, MaintenanceId maintenance) {}
