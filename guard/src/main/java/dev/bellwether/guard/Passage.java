package dev.bellwether.guard;

import dev.bellwether.guard.AdmissionEffect.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One query's way through the guard, on its own thread.
///
/// It is ruled upon, gets a cap that it cannot lift, waits for its turn, and is sent on. Only an
/// error is read before it is passed on: one of memory, before the first byte of an answer, may be
/// run again with more. Everything else streams.
///
/// *A client that leaves* does not end its query: old servers go on. So the query is told to end,
/// what the server still sends is read and dropped, and its memory is given back when that has
/// ended.
///
/// *A node that dies* takes the answers of its queries with it. What never reached it waits for it,
/// or for another; what only reads, and of which no byte was answered, is sent once more. The rest
/// is told.
final class Passage {
    private static final int ERROR_BYTES = 64 << 10;

    private final Works works;
    private final Query query;
    private final Reply reply;
    private boolean hasBroken;
    private long rows;
    private final Taking taking = new Taking();
    private final Sharing sharing;
    private final Sending sending;
    private Gate.Turn turn = new Gate.Turn(new AdmissionEffect.PassError(""), 0);

    Passage(Works works, Query query, Reply reply) {
        this.works = works;
        this.query = query;
        this.reply = reply;
        this.sharing = new Sharing(works, query, reply, taking);
        this.sending = new Sending(works, query, sharing);
    }

    void pass() throws IOException, InterruptedException {
        works.tally().add(Tally.Of.QUERY);
        try {
            inSession();
        } finally {
            Instant now = works.clock().instant();
            QueryUse use = taking.use(query, now);
            works.uses().ended(use, now);
            works.capture().ended(query, use);
        }
    }

    private void inSession() throws IOException, InterruptedException {
        if (query.session().isEmpty()) {
            pass(null);
            return;
        }
        Sessions.Turn turn =
                works.sessions().take(query.session(), query.client(), works.settings().patience());
        try {
            pass(turn.session());
        } finally {
            works.sessions().give(turn);
        }
    }

    private void pass(Sessions.@Nullable Session session) throws IOException, InterruptedException {
        rows =
                switch (works.controls().now().mode()) {
                    case OFF -> 0;
                    case OBSERVE, LIGHT, FULL -> works.rows().of(query);
                };
        Ask ask =
                works.planner()
                        .ask(query, rows, session == null ? Optional.empty() : session.node());
        var caller =
                new Controls.Caller(
                        query.form(),
                        query.origin().feature(),
                        query.origin().release(),
                        ask.lane());
        switch (works.controls().now().rule(caller, works.clock().instant())) {
            case Controls.Ruling.Untouched(Optional<Controls.Ruling> wouldBe) ->
                    untouched(ask, session, wouldBe);
            case Controls.Ruling.Guarded(boolean waits, Optional<Quarantine> quarantine) -> {
                if (quarantine.isPresent()) {
                    apart(ask.inQuarantine(), session, waits, quarantine.get());
                } else {
                    shared(ask, session, waits);
                }
            }
            case Controls.Ruling.Refused refused -> {
                works.tally().add(Tally.Of.BLOCKED);
                taking.refused();
                Optional<Duration> after =
                        refused.until()
                                .map(until -> Duration.between(works.clock().instant(), until));
                reply.refuse(ServerError.of(refused), after);
            }
        }
    }

    /// In quarantine. Its answer is its own: who asks the same outside must not wait for it.
    private void apart(
            Ask ask, Sessions.@Nullable Session session, boolean waits, Quarantine quarantine)
            throws IOException, InterruptedException {
        works.tally().add(Tally.Of.QUARANTINED);
        taking.apart();
        reply.tellQuarantine(quarantine);
        if (waits) {
            guarded(ask, session);
        } else {
            capped(ask, session);
        }
    }

    /// By another's run, or an old answer while a node is in trouble, or else a run of its own.
    private void shared(Ask ask, Sessions.@Nullable Session session, boolean waits)
            throws IOException, InterruptedException {
        sharing.begin();
        try {
            if (waits && sharing.isLate(ask) || sharing.isAnswered()) {
                return;
            }
            Ask own = sharing.hasFollowed() ? works.planner().ask(query, rows, ask.node()) : ask;
            if (waits) {
                guarded(own, session);
            } else {
                capped(own, session);
            }
        } catch (IOException e) {
            if (e instanceof ClientLeft || sending.hasLeft() || !sharing.isLate(Trouble.AWAY)) {
                throw e;
            }
        } finally {
            sharing.end();
        }
    }

    /// As it came. What would have been done is told, and reckoned in a ledger of its own.
    private void untouched(
            Ask ask, Sessions.@Nullable Session session, Optional<Controls.Ruling> wouldBe)
            throws IOException, InterruptedException {
        boolean isWatched = wouldBe.isPresent();
        String would = wouldBe.map(ruling -> would(ruling, ask)).orElse("");
        try {
            NodeKeeper node = nodeOf(session);
            Flight flight = flight(node, 0, false);
            begin(flight);
            try (Upstream.Answer answer = sending.send(node, flight, query.asked())) {
                reply.head(answer);
                if (isWatched) {
                    reply.tell(query);
                    reply.tellWould(would);
                }
                reply.body(new byte[0], answer.body(), AnswerCopy.NONE, () -> sending.left(flight));
                works.planner().ended(flight);
                if (answer.response().getStatus() == 200) {
                    taking.answered();
                }
            } finally {
                works.flights().end(flight);
            }
        } finally {
            if (isWatched) {
                works.watching().left(ask.id());
                works.watching().ended(ask.id());
            }
        }
    }

    private String would(Controls.Ruling ruling, Ask ask) {
        return switch (ruling) {
            case Controls.Ruling.Refused refused -> {
                works.tally().add(Tally.Of.WOULD_REFUSE);
                yield "refuse: " + refused.why();
            }
            case Controls.Ruling.Untouched _ -> "pass";
            case Controls.Ruling.Guarded(_, Optional<Quarantine> apart) ->
                    switch (works.watching().ponder(apart.isPresent() ? ask.inQuarantine() : ask)) {
                        case Run run ->
                                "cap "
                                        + run.cap()
                                        + apart.map(one -> ", in quarantine: " + one.name())
                                                .orElse("");
                        case AdmissionEffect.Refuse refuse -> {
                            works.tally().add(Tally.Of.WOULD_REFUSE);
                            yield "refuse: " + refuse.why();
                        }
                        case AdmissionEffect.Wait wait -> {
                            works.tally().add(Tally.Of.WOULD_WAIT);
                            yield "wait at place %d, cap %d"
                                    .formatted(wait.position(), ask.bytes());
                        }
                        case AdmissionEffect.PassError _, AdmissionEffect.Kill _ -> "pass";
                    };
        };
    }

    /// With a cap, and without waiting: the sum of caps is not kept.
    private void capped(Ask ask, Sessions.@Nullable Session session)
            throws IOException, InterruptedException {
        NodeKeeper node = nodeOf(session);
        long room = works.settings().room();
        long most =
                ask.lane() == Lane.QUARANTINE
                        ? AdmissionPolicy.share(room, works.settings().quarantine().percent())
                        : room;
        long cap = Math.min(ask.bytes(), most);
        for (int left = ask.mayRetry() ? AdmissionPolicy.MAX_PROMOTIONS : 0; true; left--) {
            boolean isLast = left == 0 || cap >= most;
            boolean isFirst = cap == ask.bytes();
            if (!run(flight(node, cap, false), isFirst ? 0 : cap / 3, 0, () -> !isLast)) {
                return;
            }
            cap = Math.min(works.planner().more(query.statement(), rows, cap), most);
        }
    }

    /// With a cap, in its turn.
    private void guarded(Ask first, Sessions.@Nullable Session session)
            throws IOException, InterruptedException {
        Ask ask = first;
        try {
            turn = works.gate().enter(ask, query.client());
            int position = turn.position();
            if (position > 0) {
                works.tally().add(Tally.Of.WAITED);
            }
            while (turn.end() instanceof Run run) {
                NodeKeeper node = works.node(run.node());
                if (session != null) {
                    session.livesOn(run.node());
                }
                Flight flight = flight(node, run.cap(), true);
                Ask asked = ask;
                try {
                    if (!run(flight, run.spillAt(), position, () -> promoted(asked, run.cap()))) {
                        return;
                    }
                } catch (IOException e) {
                    if (!mayGoOn(e, node)) {
                        throw e;
                    }
                    works.gate().ended(ask.id());
                    if (hasBroken) {
                        ask = works.planner().afterDeath(ask, flight.since());
                    }
                    if (sharing.isLate(ask)) {
                        return;
                    }
                    turn = works.gate().enter(ask, query.client());
                }
                works.tally().add(Tally.Of.AGAIN);
            }
            if (turn.end() instanceof AdmissionEffect.Refuse refuse) {
                boolean isDark = works.nodes().stream().allMatch(NodeKeeper::isSilent);
                if (sharing.isLate(refuse, isDark)) {
                    return;
                }
                works.tally().add(Tally.Of.REFUSED);
                taking.refused();
                reply.refuse(
                        isDark ? ServerError.dark() : ServerError.of(refuse),
                        Optional.of(refuse.retryAfter()));
            }
        } catch (ClientLeft e) {
            works.tally().add(Tally.Of.LEFT);
            throw e;
        } finally {
            works.gate().ended(ask.id());
        }
    }

    private boolean promoted(Ask ask, long cap) throws IOException, InterruptedException {
        Planner planner = works.planner();
        long more = planner.more(query.statement(), rows, cap);
        Lane lane = planner.again(query, ask.lane(), more);
        turn = works.gate().again(ask.id(), lane, more, query.client());
        return !(turn.end() instanceof AdmissionEffect.PassError);
    }

    /// Whether what broke is no reason to tell the client yet.
    private boolean mayGoOn(IOException e, NodeKeeper node) {
        if (sending.hasLeft() || reply.isBegun()) {
            return false;
        }
        if (e instanceof Upstream.PartEnded) {
            return query.asked().isWhole();
        }
        if (e instanceof Upstream.NotSent) {
            node.noConnection(Upstream.why(e));
            return query.asked().isWhole();
        }
        node.hurry();
        boolean isFirst = !hasBroken;
        hasBroken = true;
        return isFirst && query.isRepeatableRead();
    }

    /// What decides whether a query that ran out of memory is run again.
    private interface Again {
        boolean mayRun() throws IOException, InterruptedException;
    }

    /// One run on a node, answered to the client unless it is to be run again.
    ///
    /// @return whether it is to be run again
    private boolean run(Flight flight, long spillAt, int position, Again again)
            throws IOException, InterruptedException {
        NodeKeeper node = works.node(flight.node());
        var ceilings = Ceilings.of(flight.cap(), works.settings().room());
        Asked.Held held = query.asked().held(query.statement(), ceilings, flight.cap());
        Asked sent = InsertBlocks.within(held.asked(), query.statement(), flight.cap());
        if (spillAt > 0) {
            sent = sent.with("max_bytes_before_external_group_by", spillAt);
            sent = sent.with("max_bytes_before_external_sort", spillAt);
        }
        if (node.logsComments()) {
            sent = sent.at(OriginReader.logged(sent.address(), query.origin()));
        }
        if (!held.told().isEmpty()) {
            works.tally().add(Tally.Of.CLAMPED);
        }
        begin(flight);
        try (Upstream.Answer answer = sending.send(node, flight, sent)) {
            byte[] error = new byte[0];
            if (answer.response().getStatus() != 200) {
                error = answer.body().readNBytes(ERROR_BYTES);
                if (ServerError.isOutOfMemory(answer, error)) {
                    Sending.drop(answer);
                    works.tally().add(Tally.Of.RAN_OUT);
                    works.planner().ranOut(flight);
                    taking.ranOut(flight);
                    if (new String(error, StandardCharsets.UTF_8).contains("(total)")) {
                        node.outOfAllMemory();
                    }
                    works.flights().end(flight);
                    if (again.mayRun()) {
                        return true;
                    }
                }
            }
            reply.head(answer);
            reply.tell(query);
            reply.tellCap(flight.cap(), position, held.told());
            reply.body(error, answer.body(), sharing.copy(answer), () -> sending.left(flight));
            if (answer.response().getStatus() == 200) {
                works.planner().ended(flight);
                taking.answered();
            }
            return false;
        } finally {
            works.flights().end(flight);
        }
    }

    private void begin(Flight flight) {
        sharing.sent();
        works.flights().begin(flight);
        taking.sent(flight);
    }

    private Flight flight(NodeKeeper node, long cap, boolean isReserved) {
        return new Flight(
                query.id(),
                query.statement(),
                query.origin(),
                query.user(),
                query.credentials(),
                node.node().name(),
                rows,
                cap,
                isReserved,
                works.clock().instant());
    }

    private NodeKeeper nodeOf(Sessions.@Nullable Session session) {
        NodeKeeper node =
                session == null
                        ? works.anyNode()
                        : session.node().map(works::node).orElseGet(works::anyNode);
        if (session != null) {
            session.livesOn(node.node().name());
        }
        return node;
    }
}
