package dev.bellwether.model;

/// One line of the journal. The record's simple name is the line's kind in the database: never
/// rename one; add a new one instead, and keep new fields optional so that old lines still read.
public sealed interface Fact
        permits Signal,
                IncidentChanged,
                MaintenanceChanged,
                MaintenanceNoted,
                ServiceChanged,
                ServiceRemoved,
                ServiceStatusChanged,
                CheckChanged,
                CheckRemoved,
                TimelineNoted,
                PolicyChanged,
                AlertChanged,
                AcknowledgeAsked,
                AlertAsked,
                PageDue,
                MessageDue,
                DeliveryChanged,
                StatusPageChanged,
                StatusPageRemoved,
                DependenciesChanged,
                CauseNamed,
                ChangeRecorded,
                MaintenanceReminded,
                ScheduleChanged,
                ScheduleRemoved,
                OverrideChanged,
                SwapChanged,
                Audited,
                UnknownFact {}
