package dev.bellwether.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// What one query has to do with others that ask the same: whether it waits for another's answer,
/// whether others wait for its own, and whether it is given an old one. Of its request's thread.
final class Sharing {
    private final Works works;
    private final Query query;
    private final Reply reply;
    private final Taking taking;
    private Optional<AnswerKey> key = Optional.empty();
    private @Nullable Lead lead;
    private boolean hasFollowed;

    Sharing(Works works, Query query, Reply reply, Taking taking) {
        this.works = works;
        this.query = query;
        this.reply = reply;
        this.taking = taking;
    }

    /// The guard is to rule over this query, so it may be shared.
    void begin() {
        if (works.answers().settings().isOn()) {
            key = AnswerKey.of(query);
        }
    }

    /// Whether it was answered by another's run. If not, others may wait for its own from now on.
    ///
    /// @throws ClientLeft when its client left while it waited
    boolean isAnswered() throws IOException, InterruptedException {
        if (key.isEmpty()) {
            return false;
        }
        switch (works.answers().join(key.get(), query.id())) {
            case Answers.Part.Alone _ -> {}
            case Answers.Part.Leads(Lead own) -> {
                lead = own;
                query.client().stayWhile(own::isNeeded);
            }
            case Answers.Part.Follows(Lead other) -> {
                Optional<KeptAnswer> answer;
                try {
                    answer = other.await(query.id(), query.client());
                } catch (Lead.Cancelled e) {
                    var cancelled =
                            new AdmissionEffect.Refuse(
                                    query.id(),
                                    AdmissionEffect.Why.CANCELLED,
                                    Duration.ofSeconds(1));
                    taking.refused();
                    reply.refuse(ServerError.of(cancelled), Optional.of(cancelled.retryAfter()));
                    return true;
                }
                hasFollowed = other.isSent();
                if (answer.isPresent()) {
                    try {
                        works.tally().add(Tally.Of.SHARED);
                        reply.shared(answer.get(), query);
                        taking.answered();
                    } finally {
                        works.answers().giveBack(answer.get());
                    }
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether it waited for another's run, which came to nothing: its own patience begins then.
    boolean hasFollowed() {
        return hasFollowed;
    }

    /// Whether it was given an old answer, for else it would wait for a node in trouble.
    boolean isLate(Ask ask) throws IOException {
        if (!works.answers().settings().isStaleOn() || key.isEmpty()) {
            return false;
        }
        AdmissionState state = works.gate().state();
        Optional<Trouble> trouble =
                Trouble.of(
                        works.gate().foresee(ask),
                        ask.lane(),
                        state.nodes().values(),
                        name -> works.node(name).isSilent());
        return trouble.isPresent() && isLate(trouble.get());
    }

    /// Whether it was given an old answer instead of a refusal.
    boolean isLate(AdmissionEffect.Refuse refuse, boolean isDark) throws IOException {
        Optional<Trouble> trouble = Trouble.of(refuse.why());
        return trouble.isPresent() && isLate(isDark ? Trouble.AWAY : trouble.get());
    }

    /// Whether it was given an old answer.
    boolean isLate(Trouble trouble) throws IOException {
        Optional<KeptAnswer> old =
                key.isEmpty() || reply.isBegun()
                        ? Optional.empty()
                        : works.answers().old(key.get());
        if (old.isEmpty()) {
            return false;
        }
        end();
        try {
            works.tally().add(Tally.Of.STALE);
            String word = trouble.name().toLowerCase(Locale.ROOT);
            reply.stale(old.get(), query, word, works.clock().instant());
            taking.answered();
        } finally {
            works.answers().giveBack(old.get());
        }
        return true;
    }

    /// To be called before it is sent to a node.
    void sent() {
        if (lead != null) {
            lead.sent();
        }
    }

    /// What takes down the body of this answer for others.
    AnswerCopy copy(Upstream.Answer answer) {
        if (lead == null) {
            return AnswerCopy.NONE;
        }
        if (answer.response().getStatus() != 200) {
            lead.fail();
            return AnswerCopy.NONE;
        }
        HttpFields.Mutable headers = HttpFields.build();
        for (HttpField field : answer.response().getHeaders()) {
            if (Upstream.passes(field)
                    && !field.getName().equalsIgnoreCase("X-ClickHouse-Query-Id")) {
                headers.add(field);
            }
        }
        Address address = query.asked().address();
        return lead.begin(
                headers.asImmutable(),
                address.value("wait_end_of_query").orElse("0").equals("1"),
                headers.contains("Content-Encoding")
                        || address.value("compress").orElse("0").equals("1"));
    }

    /// Whoever still waits goes their own way.
    void end() {
        if (lead != null) {
            lead.fail();
        }
    }
}
