package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers that more than one may have: those on their way, and those kept for when a node is in
/// trouble. All of them together take no more than their bytes: what is read by nobody goes first,
/// the one unused for longest; where that is not enough an answer is not held. Safe for several
/// threads.
final class Answers {
    /// That may wait for one answer.
    static final int MOST_FOLLOWERS = 250;

    private static final int MOST_KEPT = 10_000;

    /// For so long an answer that was too large is not waited for again.
    private static final Duration LARGE = Duration.ofMinutes(10);

    private static final int MOST_LARGE = 1_000;

    private final AnswerSettings settings;
    private final InstantSource clock;
    private final Map<AnswerKey, Lead> leads = new HashMap<>();
    private final Map<AnswerKey, KeptAnswer> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<KeptAnswer, Integer> holds = new IdentityHashMap<>();
    private final Map<AnswerKey, Instant> large =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<AnswerKey, Instant> eldest) {
                    return size() > MOST_LARGE;
                }
            };
    private long used;
    private int following;

    /// Ids of those that wait for another's answer, and which of them a person ended.
    private final Map<String, Integer> waiting = new HashMap<>();

    private final Set<String> cancelled = new HashSet<>();

    Answers(AnswerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    AnswerSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    /// What a query is to others that ask the same.
    sealed interface Part {
        /// Others may wait for its answer.
        record Leads(Lead lead) implements Part {}

        /// It waits for another's.
        record Follows(Lead lead) implements Part {}

        /// It has nothing to do with others.
        record Alone() implements Part {}
    }

    /// @param id of the query
    synchronized Part join(AnswerKey key, String id) {
        Instant until = large.get(key);
        if (until != null && clock.instant().isBefore(until)) {
            return new Part.Alone();
        }
        Lead lead = leads.get(key);
        boolean isShared = settings.share() != AnswerSettings.Share.OFF;
        if (lead == null || !isShared || lead.followers() >= MOST_FOLLOWERS) {
            var own = new Lead(this, key, id);
            if (isShared) {
                leads.putIfAbsent(key, own);
            }
            return new Part.Leads(own);
        }
        lead.joined();
        following++;
        waiting.merge(id, 1, Integer::sum);
        return new Part.Follows(lead);
    }

    /// An answer to this that is not too old, to be given back.
    synchronized Optional<KeptAnswer> old(AnswerKey key) {
        KeptAnswer answer = kept.get(key);
        if (answer == null) {
            return Optional.empty();
        }
        if (answer.at().plus(settings.stale()).isBefore(clock.instant())) {
            kept.remove(key);
            release(answer);
            return Optional.empty();
        }
        holds.merge(answer, 1, Integer::sum);
        return Optional.of(answer);
    }

    /// One who held it does not any more.
    synchronized void giveBack(KeptAnswer answer) {
        release(answer);
    }

    private void release(KeptAnswer answer) {
        if (holds.merge(answer, -1, Integer::sum) == 0) {
            holds.remove(answer);
            used -= answer.size();
        }
    }

    /// Bytes that are held.
    synchronized long used() {
        return used;
    }

    synchronized int followers(Lead lead) {
        return lead.followers();
    }

    /// All that wait for another's answer.
    synchronized int followers() {
        return following;
    }

    synchronized boolean isWanted(Lead lead) {
        return lead.followers() > 0
                || settings.isStaleOn()
                || settings.share() == AnswerSettings.Share.RUNNING;
    }

    /// Nobody joins any more, unless running ones are shared.
    synchronized void sent(Lead lead) {
        if (settings.share() != AnswerSettings.Share.RUNNING) {
            leads.remove(lead.key(), lead);
        }
    }

    /// Room for so many bytes more.
    ///
    /// @param had that the same answer has already
    synchronized boolean take(long had, long more) {
        if (had + more > settings.most()) {
            return false;
        }
        Iterator<KeptAnswer> eldest = kept.values().iterator();
        while (used + more > settings.bytes() && eldest.hasNext()) {
            KeptAnswer next = eldest.next();
            if (holds.getOrDefault(next, 0) == 1) {
                eldest.remove();
                release(next);
            }
        }
        if (used + more > settings.bytes()) {
            return false;
        }
        used += more;
        return true;
    }

    synchronized void tooLarge(Lead lead) {
        large.put(lead.key(), clock.instant().plus(LARGE));
        over(lead);
    }

    synchronized void over(Lead lead) {
        leads.remove(lead.key(), lead);
        if (!lead.isOver()) {
            used -= lead.over();
        }
    }

    synchronized void whole(Lead lead, KeptAnswer answer) {
        leads.remove(lead.key(), lead);
        if (lead.isOver()) {
            return;
        }
        large.remove(lead.key());
        int readers = lead.followers() + (settings.isStaleOn() ? 1 : 0);
        if (readers == 0) {
            used -= lead.over();
            return;
        }
        holds.put(answer, readers);
        if (settings.isStaleOn()) {
            keep(lead.key(), answer);
        }
        lead.done(answer);
    }

    private void keep(AnswerKey key, KeptAnswer answer) {
        KeptAnswer before = kept.put(key, answer);
        if (before != null) {
            release(before);
        }
        if (kept.size() > MOST_KEPT) {
            Iterator<KeptAnswer> eldest = kept.values().iterator();
            KeptAnswer first = eldest.next();
            eldest.remove();
            release(first);
        }
    }

    /// Ends a query that waits for another's answer; false when none of this id does.
    synchronized boolean cancel(String id) {
        return waiting.containsKey(id) && cancelled.add(id);
    }

    synchronized boolean isCancelled(String id) {
        return cancelled.contains(id);
    }

    /// One of this id does not wait any more.
    synchronized void gone(String id) {
        if (waiting.merge(id, -1, Integer::sum) <= 0) {
            waiting.remove(id);
            cancelled.remove(id);
        }
    }

    /// A follower has what came of it, and holds the answer if there is one.
    synchronized void served() {
        following--;
    }

    /// A follower does not wait any more.
    synchronized void leave(Lead lead) {
        following--;
        lead.left();
        lead.answer().ifPresent(this::release);
    }
}
