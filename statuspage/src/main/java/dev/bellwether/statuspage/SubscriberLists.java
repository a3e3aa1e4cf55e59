package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Slice;
import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Subscribers as a list: many taken in at once, and all of them written out.
record SubscriberLists(Subscribers subscribers) {
    private static final int CHUNK = 500;
    private static final int MOST_PROBLEMS = 100;

    /// See [Subscribers#take].
    ImportedSubscribers take(StatusPage page, String csv, String consent) {
        List<SubscriberCsv.Row> rows = SubscriberCsv.read(csv);
        SubscriberInput.refuse(SubscriberInput.problems(rows, consent));
        String note = consent.strip();
        var good = new ArrayList<SubscriberAddress>();
        var wrong = new ArrayList<InvalidInput.Problem>();
        int named = rows.isEmpty() ? -1 : named(rows.getFirst());
        int column = Math.max(named, 0);
        if (named >= 0) {
            rows = rows.subList(1, rows.size());
        }
        for (SubscriberCsv.Row row : rows) {
            String cell = column < row.cells().size() ? row.cells().get(column) : "";
            try {
                good.add(SubscriberAddress.of(Subscriber.Mode.EMAIL, cell));
            } catch (InvalidInput e) {
                if (wrong.size() < MOST_PROBLEMS) {
                    wrong.add(
                            new InvalidInput.Problem(
                                    "line " + row.line(), e.problems().getFirst().message()));
                }
            }
        }
        int added = 0;
        for (int from = 0; from < good.size(); from += CHUNK) {
            added += add(page, good.subList(from, Math.min(good.size(), from + CHUNK)), note);
        }
        return new ImportedSubscribers(added, good.size() - added, wrong);
    }

    /// The column that a head calls `email`, or -1.
    private static int named(SubscriberCsv.Row head) {
        return head.cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("email");
    }

    /// @return how many were new
    private int add(StatusPage page, List<SubscriberAddress> part, String note) {
        return subscribers
                .store()
                .write(tx -> {
                    int many = 0;
                    for (SubscriberAddress address : part) {
                        Subscriber s =
                                subscribers.make(
                                        tx,
                                        page,
                                        address,
                                        List.of(),
                                        Subscriber.Source.IMPORT,
                                        note,
                                        false);
                        many += subscribers.insert(tx, s, address, Optional.empty()) ? 1 : 0;
                    }
                    return many;
                });
    }

    /// See [Subscribers#export].
    void export(OrganizationId organization, PageId page, Consumer<String> to) {
        to.accept(
                SubscriberCsv.line(
                        List.of(
                                "email",
                                "mode",
                                "state",
                                "components",
                                "source",
                                "consent",
                                "created_at",
                                "confirmed_at")));
        Optional<String> after = Optional.empty();
        do {
            Slice<Subscriber> part =
                    subscribers.list(
                            organization, page, Optional.empty(), "", after, Subscribers.MOST);
            part.items().forEach(s -> to.accept(line(s)));
            after = part.next();
        } while (after.isPresent());
    }

    private static String line(Subscriber s) {
        return SubscriberCsv.line(
                List.of(
                        s.shown(),
                        s.mode().name(),
                        s.state().name(),
                        String.join(" ", s.components().stream().map(ComponentId::value).toList()),
                        s.source().name(),
                        s.consent(),
                        s.createdAt().toString(),
                        s.confirmedAt().map(Instant::toString).orElse("")));
    }
}
