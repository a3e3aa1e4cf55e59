package dev.bellwether.console;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.watch.Follows;
import dev.bellwether.watch.ProviderSuggestions;
import dev.bellwether.watch.ProviderSuggestions.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// "These are the forty we use": a pasted text names providers, those that were recognized are
/// ticked, and all that stay ticked are followed at once.
final class ProviderUsePages {
    static final String HOME = "/console/providers-use";
    private static final int LONGEST = 1 << 20;

    record Row(ProviderSuggestions.Match match, boolean followed) {
        boolean ticked() {
            return !followed && match.confidence() != Confidence.POSSIBLE;
        }

        String sure() {
            return switch (match.confidence()) {
                case CERTAIN -> "certain";
                case LIKELY -> "likely";
                case POSSIBLE -> "possible";
            };
        }
    }

    record View(Form form, List<Row> rows, List<String> rest, boolean asked) {}

    private final Rooms rooms;
    private final Follows follows;

    ProviderUsePages(Rooms rooms) {
        this.rooms = rooms;
        this.follows =
                new Follows(
                        rooms.store(), rooms.checks(), rooms.providers(), rooms.services()::make);
    }

    void register(Routes routes) {
        routes.get(HOME, Role.EDITOR, _ -> page(200, Form.blank(), List.of(), List.of(), false));
        routes.post(HOME, Role.EDITOR, this::suggest);
        routes.post(HOME + "/follow", Role.EDITOR, this::follow);
        routes.post("/console/providers-follow", Role.EDITOR, this::followOne);
    }

    private Reply suggest(Visit visit) {
        Form form = visit.form();
        String text = form.raw("text");
        if (text.isBlank()) {
            form.wrong("text", "Nothing was pasted");
            return page(422, form, List.of(), List.of(), false);
        }
        if (text.length() > LONGEST) {
            form.wrong("text", "The text is longer than " + LONGEST + " characters; paste a part");
            return page(422, form, List.of(), List.of(), false);
        }
        ProviderSuggestions found = rooms.providers().suggest(visit.organization(), text);
        Set<ProviderId> followed = rooms.checks().lists().followed(visit.organization()).keySet();
        List<Row> rows =
                found.matches().stream()
                        .map(m -> new Row(m, followed.contains(m.provider().id())))
                        .toList();
        return page(200, form, rows, found.rest(), true);
    }

    private Reply follow(Visit visit) {
        var wanted = new ArrayList<Follows.Follow>();
        for (String id : visit.form().all("provider").stream().distinct().toList()) {
            wanted.add(new Follows.Follow(provider(id), Optional.empty(), ""));
        }
        if (wanted.isEmpty()) {
            return Reply.sorry(HOME, "No provider was ticked, so nothing is followed.");
        }
        try {
            List<Service> made = follows.follow(visit.organization(), wanted, visit.actor());
            return Reply.done(
                    ProviderListPages.HOME + "?state=followed",
                    Words.count(made.size(), "provider is", "providers are")
                            + " followed now. What they say becomes drafts and pages nobody, until"
                            + " you say otherwise in the set-up of each service.");
        } catch (InvalidInput e) {
            return Reply.sorry(HOME, e.problems().getFirst().message());
        }
    }

    /// The whole of a provider, or one component or region of it.
    private Reply followOne(Visit visit) {
        Form form = visit.form();
        var follow =
                new Follows.Follow(provider(form.text("provider")), form.optional("component"), "");
        Service made =
                follows.follow(visit.organization(), List.of(follow), visit.actor()).getFirst();
        return Reply.done(
                ServicePages.HOME + "/" + made.id(),
                made.name()
                        + " is followed. Its outages become drafts; say in the set-up if they are to"
                        + " be published or to page somebody.");
    }

    private static ProviderId provider(String id) {
        try {
            return new ProviderId(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("provider", "'" + id + "' is no id of a provider");
        }
    }

    private static Reply page(
            int status, Form form, List<Row> rows, List<String> rest, boolean asked) {
        var view = new View(form, rows, rest, asked);
        return new Reply.Page(
                status,
                "providers",
                (out, frame) -> JteproviderUseGenerated.render(out, Html.PLAIN, frame, view));
    }
}
