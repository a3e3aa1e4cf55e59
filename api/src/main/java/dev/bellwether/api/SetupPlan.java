package dev.bellwether.api;

import java.util.List;

/// The steps, in the order in which they are taken.
///
/// @param applied whether they were taken
record SetupPlan(List<SetupStep> steps, boolean applied) {}
