package dev.bellwether.console;

import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.AudienceBook;
import dev.bellwether.experiment.AudienceRule;
import dev.bellwether.experiment.Kept;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes and changes audiences and their segments.
final class AudienceEditPages {
    private static final String ONE = AudiencePages.HOME + "/{site}/{audience}";

    /// @param audience empty for a new one
    record FormView(Form form, Site site, Optional<Audience> audience, String action) {}

    /// @param segment empty for a new one
    /// @param whole whether the form can say the rule
    record SegmentView(
            Form form,
            Site site,
            Audience audience,
            String path,
            Optional<Audience.Segment> segment,
            boolean whole) {}

    private final Sites sites;
    private final AudienceBook book;

    AudienceEditPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.campaigns().audiences();
    }

    void register(Routes routes) {
        routes.get(AudiencePages.HOME + "/new", Role.EDITOR, this::blank);
        routes.post(AudiencePages.HOME + "/new", Role.EDITOR, this::make);
        routes.get(ONE + "/edit", Role.EDITOR, this::edit);
        routes.post(ONE + "/edit", Role.EDITOR, this::change);
        routes.post(ONE + "/remove", Role.EDITOR, this::remove);
        routes.get(ONE + "/segment", Role.EDITOR, this::segment);
        routes.post(ONE + "/segment", Role.EDITOR, this::saveSegment);
        routes.post(ONE + "/segment/remove", Role.EDITOR, this::removeSegment);
    }

    /// The site that the address names, or the first where it names none.
    private Site chosen(Visit visit) {
        String id = visit.query("site");
        return sites.list(visit.organization()).stream()
                .filter(one -> id.isEmpty() || one.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("site", id));
    }

    private Reply blank(Visit visit) {
        return form(
                200,
                Form.blank().with("zone", "UTC").with("version", 0),
                chosen(visit),
                Optional.empty());
    }

    private Reply make(Visit visit) {
        Site site = chosen(visit);
        Form form = visit.form();
        Audience audience = read(form, form.text("key"), List.of());
        return form.submit(
                () -> {
                    book.save(site, audience, 0, visit.actor());
                    return Reply.done(
                            AudiencePages.path(site, audience.key()),
                            audience.name() + " is made. Add segments to it.");
                },
                () -> form(422, form, site, Optional.empty()));
    }

    private Reply edit(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Kept<Audience> kept = kept(visit, site);
        Audience audience = kept.thing();
        return form(
                200,
                Form.blank()
                        .with("name", audience.name())
                        .with("zone", audience.zone().getId())
                        .with("goals", GoalLines.write(audience.goals()))
                        .with("version", kept.version()),
                site,
                Optional.of(audience));
    }

    private Reply change(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Audience was = kept(visit, site).thing();
        Form form = visit.form();
        Audience audience = read(form, was.key(), was.segments());
        return form.submit(
                () -> {
                    book.save(site, audience, version(form), visit.actor());
                    return Reply.done(
                            AudiencePages.path(site, was.key()), audience.name() + " is saved.");
                },
                () -> form(422, form, site, Optional.of(was)));
    }

    private static Audience read(Form form, String key, List<Audience.Segment> segments) {
        ZoneId zone = ZoneOffset.UTC;
        try {
            zone = ZoneId.of(form.text("zone").isEmpty() ? "UTC" : form.text("zone"));
        } catch (DateTimeException _) {
            form.wrong("zone", "'" + form.text("zone") + "' is no time zone such as Europe/Berlin");
        }
        return new Audience(key, form.text("name"), zone, GoalLines.goals(form, "goals"), segments);
    }

    private static long version(Form form) {
        return form.whole("version", 0, Integer.MAX_VALUE, 0);
    }

    private Reply form(int status, Form form, Site site, Optional<Audience> audience) {
        var view =
                new FormView(
                        form,
                        site,
                        audience,
                        audience.map(one -> AudiencePages.path(site, one.key()) + "/edit")
                                .orElse(
                                        Links.to(
                                                AudiencePages.HOME + "/new",
                                                "site",
                                                site.id().value())));
        return new Reply.Page(
                status,
                AudiencePages.SECTION,
                (out, frame) -> JteaudienceFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply remove(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Audience audience = kept(visit, site).thing();
        book.remove(site, audience.key(), visit.actor());
        return Reply.done(
                Links.to(AudiencePages.HOME, "site", site.id().value()),
                audience.name() + " is removed; no visitor or event went with it.");
    }

    private Reply segment(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Kept<Audience> kept = kept(visit, site);
        Optional<Audience.Segment> segment = find(kept.thing(), visit.query("key"));
        Optional<Form> form =
                segment.map(one -> GoalLines.form(one.rule())).orElse(Optional.of(Form.blank()));
        return segmentForm(
                200,
                form.orElseGet(Form::blank)
                        .with("name", segment.map(Audience.Segment::name))
                        .with("version", kept.version()),
                site,
                kept.thing(),
                segment,
                form.isPresent());
    }

    private static Optional<Audience.Segment> find(Audience audience, String key) {
        Optional<Audience.Segment> found =
                audience.segments().stream().filter(one -> one.key().equals(key)).findFirst();
        if (found.isEmpty() && !key.isEmpty()) {
            throw new NotFound("segment", key);
        }
        return found;
    }

    private Reply saveSegment(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Audience was = kept(visit, site).thing();
        Optional<Audience.Segment> before = find(was, visit.query("key"));
        Form form = visit.form();
        boolean whole = before.map(one -> GoalLines.form(one.rule()).isPresent()).orElse(true);
        AudienceRule rule =
                whole
                        ? GoalLines.rule(form)
                        : before.map(Audience.Segment::rule).orElse(GoalLines.rule(form));
        String key = before.map(Audience.Segment::key).orElse(form.text("key"));
        var segment = new Audience.Segment(key, form.text("name"), rule);
        return form.submit(
                () -> {
                    book.save(
                            site,
                            was.with(with(was.segments(), segment, before)),
                            version(form),
                            visit.actor());
                    return Reply.done(
                            AudiencePages.path(site, was.key()), segment.name() + " is saved.");
                },
                () -> segmentForm(422, form, site, was, before, whole));
    }

    private static List<Audience.Segment> with(
            List<Audience.Segment> all,
            Audience.Segment segment,
            Optional<Audience.Segment> before) {
        List<Audience.Segment> now = new ArrayList<>(all);
        if (before.isPresent()) {
            now.set(all.indexOf(before.get()), segment);
        } else {
            now.add(segment);
        }
        return now;
    }

    private Reply removeSegment(Visit visit) {
        Site site = AudiencePages.site(visit, sites);
        Kept<Audience> kept = kept(visit, site);
        Audience was = kept.thing();
        Optional<Audience.Segment> gone = find(was, visit.form().text("key"));
        book.save(
                site,
                was.with(
                        was.segments().stream()
                                .filter(one -> !Optional.of(one).equals(gone))
                                .toList()),
                kept.version(),
                visit.actor());
        return Reply.done(
                AudiencePages.path(site, was.key()),
                gone.map(Audience.Segment::name).orElse("It") + " is removed.");
    }

    private Reply segmentForm(
            int status,
            Form form,
            Site site,
            Audience audience,
            Optional<Audience.Segment> segment,
            boolean whole) {
        var view =
                new SegmentView(
                        form,
                        site,
                        audience,
                        AudiencePages.path(site, audience.key()),
                        segment,
                        whole);
        return new Reply.Page(
                status,
                AudiencePages.SECTION,
                (out, frame) -> JtesegmentFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Kept<Audience> kept(Visit visit, Site site) {
        return book.get(site, visit.context().pathParam("audience"));
    }
}
