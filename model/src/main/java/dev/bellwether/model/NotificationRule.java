package dev.bellwether.model;

import java.time.Duration;

/// When and how somebody wants to be told: "at once by chat, after 2 minutes by SMS".
///
/// @param after since the page was decided, 0 to 60 minutes
/// @param contact id of one of the person's contact methods
public record NotificationRule(String id, Urgency urgency, Duration after, String contact) {}
