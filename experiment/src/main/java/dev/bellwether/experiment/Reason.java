package dev.bellwether.experiment;

/// Why a visitor got a variation.
public sealed interface Reason {
    /// The flag is not on.
    record SwitchedOff() implements Reason {}

    /// The rule serves it to everybody whom it takes.
    record Targeted(String rule) implements Reason {}

    /// The rule's campaign gave it to them: an exposure.
    record Divided(String rule, String campaign) implements Reason {}

    /// The rule's campaign would have taken them, but a holdout keeps them out of it: they get what
    /// the flag serves otherwise.
    record HeldOut(String rule, String campaign, String holdout) implements Reason {}

    /// No rule took them.
    record Otherwise() implements Reason {}
}
