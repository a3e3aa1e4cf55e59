package dev.bellwether.watch;

import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One thing that a sender says, in our words: whatever protocol it came in by, it reads the same
/// from here on.
///
/// @param key the sender's own name of the alert; empty for a trigger that is always a new one
/// @param summary in one line; may be empty for anything but a trigger
/// @param endsAt when it is over unless the sender says it again before
/// @param note what a person at the sender's said with it; may be empty
/// @param ask what is to be done, when it is an ASK
public record InboundEvent(
        Action action,
        Optional<String> key,
        Severity severity,
        String summary,
        String source,
        Map<String, String> tags,
        String details,
        String link,
        Optional<Priority> priority,
        Optional<Instant> startedAt,
        Optional<Instant> endsAt,
        String note,
        Optional<AlertAsk> ask) {
    static final int LONGEST_KEY = 1_024;
    static final int LONGEST_SUMMARY = 1_024;
    static final int LONGEST_SOURCE = 255;
    static final int LONGEST_DETAILS = 3_000;
    static final int LONGEST_LINK = 2_000;
    static final int MOST_TAGS = 64;
    static final int LONGEST_TAG = 500;

    /// What the sender wants.
    public enum Action {
        TRIGGER,
        ACKNOWLEDGE,
        RESOLVE,
        /// Only to be read on the timeline.
        NOTE,
        /// Its tags are told of it too, in the place of those of the same names.
        TAG,
        /// Tags of these names are told of it no more.
        UNTAG,
        /// Something else is to be done with the alert.
        ASK
    }

    public InboundEvent {
        key = key.map(text -> InboundText.cut(text, LONGEST_KEY));
        summary = InboundText.line(summary, LONGEST_SUMMARY);
        source = InboundText.line(source, LONGEST_SOURCE);
        tags = InboundText.tags(tags, MOST_TAGS, LONGEST_TAG);
        details = InboundText.cut(details, LONGEST_DETAILS);
        link = InboundText.link(link, LONGEST_LINK);
        note = InboundText.cut(note, LONGEST_DETAILS);
    }

    InboundEvent(
            Action action,
            Optional<String> key,
            Severity severity,
            String summary,
            String source,
            Map<String, String> tags,
            String details,
            String link,
            Optional<Priority> priority,
            Optional<Instant> startedAt,
            Optional<Instant> endsAt,
            String note) {
        this(
                action,
                key,
                severity,
                summary,
                source,
                tags,
                details,
                link,
                priority,
                startedAt,
                endsAt,
                note,
                Optional.empty());
    }

    static InboundEvent ask(String key, AlertAsk ask, String note) {
        return new InboundEvent(
                Action.ASK,
                Optional.of(key),
                Severity.ERROR,
                "",
                "",
                Map.of(),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                note,
                Optional.of(ask));
    }

    static InboundEvent trigger(String key, Severity severity, String summary) {
        return new InboundEvent(
                Action.TRIGGER,
                Optional.of(key),
                severity,
                summary,
                "",
                Map.of(),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /// Anything but a trigger.
    static InboundEvent about(String key, Action action, String note) {
        return trigger(key, Severity.ERROR, "").as(action).noting(note);
    }

    static InboundEvent resolve(String key) {
        return about(key, Action.RESOLVE, "");
    }

    InboundEvent as(Action other) {
        return new InboundEvent(
                other, key, severity, summary, source, tags, details, link, priority, startedAt,
                endsAt, note);
    }

    /// With a key, so that it can be spoken of before it is decided.
    InboundEvent keyed() {
        return key.isPresent()
                ? this
                : new InboundEvent(
                        action,
                        Optional.of(Tokens.id()),
                        severity,
                        summary,
                        source,
                        tags,
                        details,
                        link,
                        priority,
                        startedAt,
                        endsAt,
                        note);
    }

    InboundEvent noting(String text) {
        return new InboundEvent(
                action, key, severity, summary, source, tags, details, link, priority, startedAt,
                endsAt, text);
    }

    InboundEvent from(String name) {
        return new InboundEvent(
                action, key, severity, summary, name, tags, details, link, priority, startedAt,
                endsAt, note);
    }

    InboundEvent tagged(Map<String, String> with) {
        return new InboundEvent(
                action, key, severity, summary, source, with, details, link, priority, startedAt,
                endsAt, note);
    }

    InboundEvent telling(String text) {
        return new InboundEvent(
                action, key, severity, summary, source, tags, text, link, priority, startedAt,
                endsAt, note);
    }

    InboundEvent at(String address) {
        return new InboundEvent(
                action, key, severity, summary, source, tags, details, address, priority, startedAt,
                endsAt, note);
    }

    InboundEvent prior(Optional<Priority> to) {
        return new InboundEvent(
                action, key, severity, summary, source, tags, details, link, to, startedAt, endsAt,
                note);
    }

    InboundEvent between(Optional<Instant> start, Optional<Instant> end) {
        return new InboundEvent(
                action, key, severity, summary, source, tags, details, link, priority, start, end,
                note);
    }
}
