package dev.bellwether.watch;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Alerts of other programs. Whatever protocol they come by, they are read into [InboundEvent]s,
/// routed, held against what is open and against silences, and written down: the open alerts, the
/// journal's lines and the delivery log in one transaction, so that what was answered "accepted" is
/// durable, and what was refused left nothing but its line in the log.
///
/// Safe for many threads.
public final class Inbound {
    /// The most open alerts of one organization.
    public static final int MOST_OPEN = 50_000;

    private static final int TRIES = 3;
    private static final Duration ANSWER_WAITS = Duration.ofSeconds(1);

    private final Store store;
    private final InstantSource clock;
    private final Integrations integrations;
    private final RoutingRules routing;
    private final Silences silences;
    private final InboundLog log;
    private final SenderTrust.Web web;
    private final InboundBounds bounds;
    private final Intake intake;
    private final InboundRush rush = new InboundRush();
    private final Outcomes outcomes;

    /// @param secrets keeps what senders sign with
    public Inbound(Store store, Secrets secrets, InstantSource clock) {
        this(store, secrets, clock, new SenderWeb(), ANSWER_WAITS);
    }

    /// @param web asks the addresses that senders' signatures name
    /// @param wait the longest that an answer waits for what is decided in its turn
    Inbound(Store store, Secrets secrets, InstantSource clock, SenderTrust.Web web, Duration wait) {
        this.store = store;
        this.clock = clock;
        this.web = web;
        this.integrations = new Integrations(store, secrets, clock);
        this.routing = new RoutingRules(store, clock);
        this.silences = new Silences(store);
        this.log = new InboundLog(store);
        this.bounds = new InboundBounds(store, clock);
        this.intake = new Intake(store, clock);
        this.outcomes = new Outcomes(wait);
    }

    public Integrations integrations() {
        return integrations;
    }

    public RoutingRules routing() {
        return routing;
    }

    public Silences silences() {
        return silences;
    }

    public InboundLog log() {
        return log;
    }

    /// Tries rules on what came in before.
    public Backtest backtest() {
        return new Backtest(store);
    }

    public List<Job> jobs() {
        return List.of(
                store.journal()
                        .reaction(
                                "inbound",
                                InboundReaction.CONCERNS,
                                new InboundReaction(integrations, routing)),
                new InboundTurns(store, intake, outcomes, routing, silences),
                new InboundClock(store));
    }

    /// The integration a key belongs to; empty when the key is not good, or no longer.
    public Optional<Integration> admit(String key) {
        return integrations.byKey(key);
    }

    /// What a request did.
    ///
    /// @param delivery its id in the log, where it stands once it is decided
    /// @param results empty too when it is durable and not decided yet
    public record Accepted(String delivery, List<InboundResult> results) {
        public Accepted {
            results = List.copyOf(results);
        }
    }

    /// Takes what a sender posted to the address of its integration.
    ///
    /// @param headers names in lower case
    /// @throws InvalidInput when it cannot be read
    /// @throws SenderRefused when it was not the sender; in both cases the log says so
    public Accepted webhook(Integration integration, byte[] body, Map<String, String> headers) {
        return take(integration, integration.kind(), body, headers);
    }

    /// Takes what came by a protocol with an address of its own, and answers what it did. While its
    /// organization's senders say a lot, and while something of the same sender waits to be
    /// decided, it is accepted and has its turn; the answer waits for that a moment.
    ///
    /// @param protocol slug of the [Sender] that reads it
    /// @throws InboundBusy when more waits already than is let in
    public Accepted take(
            Integration integration, String protocol, byte[] body, Map<String, String> headers) {
        Sender sender = sender(integration, protocol);
        InboundPayload payload = payload(integration, protocol, body, headers);
        List<InboundEvent> events = read(integration, sender, payload);
        Posted posted = posted(integration, sender.slug(), events, payload.json(), body.length);
        Optional<Accepted> decided =
                rush.isOn(integration.organization(), events.size(), posted.at())
                        ? Optional.empty()
                        : accept(integration, posted, Optional.empty());
        return decided.orElseGet(() -> inItsTurn(integration, posted));
    }

    private Accepted inItsTurn(Integration integration, Posted posted) {
        bounds.require(integration, posted.events());
        return new Accepted(
                posted.id(), outcomes.of(posted.id(), () -> intake.take(posted)).orElse(List.of()));
    }

    /// Takes what came by a protocol whose answer does not say what it did. Durable when this
    /// returns; it is decided in its turn, within a moment unless much is waiting.
    ///
    /// @param protocol slug of the [Sender] that reads it
    /// @param json what `body` reads as
    /// @return the key of its first event, one of ours where the sender named none
    /// @throws InboundBusy when more waits already than is let in
    public String post(Integration integration, String protocol, byte[] body, JsonNode json) {
        Sender sender = sender(integration, protocol);
        var payload = new InboundPayload(body, json, Map.of(), clock.instant());
        List<InboundEvent> events =
                read(integration, sender, payload).stream().map(InboundEvent::keyed).toList();
        bounds.require(integration, events);
        intake.take(posted(integration, sender.slug(), events, json, body.length));
        return events.stream().findFirst().flatMap(InboundEvent::key).orElse("");
    }

    private InboundPayload payload(
            Integration integration, String protocol, byte[] body, Map<String, String> headers) {
        try {
            return InboundPayload.of(body, headers, clock.instant());
        } catch (InvalidInput e) {
            refused(integration, protocol, String.valueOf(e.getMessage()), body);
            throw e;
        }
    }

    /// What it says, if it was the sender; else the log says why not.
    private List<InboundEvent> read(
            Integration integration, Sender sender, InboundPayload payload) {
        try {
            if (sender.slug().equals(integration.kind())) {
                sender.verify(
                        payload,
                        new SenderTrust(integrations.secret(integration), clock.instant(), web));
            }
            return sender.read(payload);
        } catch (InvalidInput | SenderRefused e) {
            refused(integration, sender.slug(), String.valueOf(e.getMessage()), payload.raw());
            throw e;
        }
    }

    private Posted posted(
            Integration integration,
            String protocol,
            List<InboundEvent> events,
            JsonNode json,
            int bytes) {
        return new Posted(
                integration.organization(),
                integration.id(),
                Tokens.id(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                bytes,
                protocol,
                events,
                InboundRedactor.cut(json).toString());
    }

    /// Writes down that something was refused before it was read, such as for its size.
    public void refused(Integration integration, String protocol, String why, byte[] body) {
        var nothing = posted(integration, protocol, List.of(), StringNode.valueOf(""), body.length);
        store.run(tx -> InboundDesk.refused(tx, nothing, integration.name(), why, excerpt(body)));
    }

    /// Writes down what another room did with something that came in.
    public String recorded(
            Integration integration, String protocol, byte[] body, String key, String summary) {
        Posted posted =
                posted(integration, protocol, List.of(), InboundPayload.json(body), body.length);
        var result =
                new InboundResult(
                        InboundDid.RECORDED,
                        InboundText.line(key, 200),
                        InboundText.line(summary, 200),
                        Optional.empty(),
                        "");
        store.run(tx ->
                InboundDesk.logged(
                        tx, posted, integration.name(), List.of(result), 1, Optional.empty()));
        return posted.id();
    }

    /// What a payload would be read as, with nothing done.
    ///
    /// @throws InvalidInput when it cannot be read
    public List<InboundEvent> tryOut(Integration integration, byte[] body) {
        return sender(integration, integration.kind())
                .read(InboundPayload.of(body, Map.of(), clock.instant()));
    }

    /// Does again what came in before, by today's mapping and rules.
    ///
    /// @throws NotFound when the log has no such delivery, or its integration is gone
    /// @throws Conflict when its payload was not kept
    public Accepted replay(OrganizationId organization, String delivery) {
        InboundDelivery before = log.get(organization, delivery);
        if (!before.kept() || before.refused()) {
            throw new Conflict(
                    "Delivery '"
                            + delivery
                            + "' was refused or was too large to be kept: it cannot"
                            + " be replayed");
        }
        Integration integration =
                store.read(sql -> Integrations.stored(sql, organization, before.integration()))
                        .orElseThrow(
                                () -> new NotFound("integration", before.integration().value()));
        byte[] body = log.payload(organization, delivery).getBytes(StandardCharsets.UTF_8);
        Sender sender = sender(integration, before.protocol());
        InboundPayload payload = InboundPayload.of(body, Map.of(), clock.instant());
        Posted again =
                posted(
                        integration,
                        sender.slug(),
                        sender.read(payload),
                        payload.json(),
                        body.length);
        return accept(integration, again, Optional.of(delivery)).orElseThrow();
    }

    /// The open alerts of an integration, those said last first.
    public List<InboundState> open(Integration integration, int most) {
        return store.read(
                sql -> InboundRows.of(sql, integration.organization(), integration.id(), most));
    }

    /// The open alert of a key.
    public Optional<InboundState> open(Integration integration, String key) {
        return store.read(
                sql -> InboundRows.open(sql, integration.organization(), integration.id(), key));
    }

    /// An alert by its id, open or not, of this integration.
    public Optional<InboundState> find(Integration integration, IncidentId id) {
        return store.read(sql -> InboundRows.find(sql, integration.organization(), id))
                .filter(state -> state.alert().integration().equals(integration.id()));
    }

    /// Silences that hold now.
    public List<Silence> activeSilences(OrganizationId organization) {
        return store.read(sql -> Silences.active(sql, organization, clock.instant()));
    }

    private static Sender sender(Integration integration, String protocol) {
        return integration.mapping().isPresent() && protocol.equals(integration.kind())
                ? new MappedSender(integration.mapping().get())
                : Senders.of(protocol).orElseThrow(() -> new NotFound("sender", protocol));
    }

    /// Decides it at once. Empty, and nothing done, when something of its sender waits before it;
    /// what is replayed does not queue.
    private Optional<Accepted> accept(
            Integration integration, Posted posted, Optional<String> replayOf) {
        Routing rules = routing.ready(integration.organization());
        List<Silence> quiet = silences.lately(integration.organization(), clock.instant());
        boolean full = bounds.isFull(integration.organization());
        for (int i = 1; ; i++) {
            try {
                return store.write(tx -> {
                    if (replayOf.isEmpty() && PostedRows.waits(tx.sql(), integration)) {
                        return Optional.empty();
                    }
                    var results = new ArrayList<InboundResult>();
                    for (InboundEvent event : posted.events()) {
                        results.add(
                                InboundDesk.happened(
                                        tx, integration, rules, quiet, event, full, tx.now()));
                    }
                    InboundDesk.logged(
                            tx,
                            posted,
                            integration.name(),
                            results,
                            posted.events().size(),
                            replayOf);
                    return Optional.of(new Accepted(posted.id(), results));
                });
            } catch (Conflict e) {
                // Two nodes took the first event of one key at the same moment.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 4_096), StandardCharsets.UTF_8);
        try {
            return body.length <= 4_096
                    ? InboundRedactor.cut(InboundPayload.json(body)).toString()
                    : "";
        } catch (InvalidInput e) {
            // Nobody can say where its secrets stand.
            return text.isEmpty() ? "" : "(" + body.length + " bytes that are no JSON)";
        }
    }
}
