package dev.bellwether.console;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.oncall.LeftAlone;
import dev.bellwether.people.Invitation;
import dev.bellwether.people.OneTimeLink;
import dev.bellwether.people.People;
import dev.bellwether.people.PersonEdit;
import dev.bellwether.people.Session;
import java.util.List;
import java.util.Optional;

/// The people of the organization: who they are, what they may do, who is invited.
final class PeoplePages {
    private static final int PAGE = 50;
    static final String HOME = "/console/people";

    record ListView(
            Slice<Person> people, List<Invitation> pending, boolean begun, ReachWords reach) {
        Optional<String> next() {
            return people.next().map(n -> HOME + "?next=" + Links.encode(n));
        }
    }

    record InviteView(Form form) {
        List<Option> roles() {
            return Option.of(Role.class, Words::means);
        }
    }

    /// @param address the whole link, shown this once
    record LinkView(String title, String address, Invitation invitation) {}

    /// @param alone where nobody could be reached without them
    record PersonView(
            Form form,
            Person person,
            List<Session> sessions,
            List<ShiftPages.Row> shifts,
            List<LeftAlone> alone,
            ReachWords reach) {
        List<Option> roles() {
            return Option.of(Role.class, Words::means);
        }
    }

    private final Rooms rooms;
    private final People people;
    private final ConsoleSettings settings;

    PeoplePages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.people = rooms.people();
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/invite", Role.OWNER, _ -> invitePage(200, blankInvitation()));
        routes.post(HOME + "/invite", Role.OWNER, this::invite);
        routes.post(HOME + "/invitations/{id}/withdraw", Role.OWNER, this::withdraw);
        routes.get(HOME + "/{id}", Role.OWNER, this::person);
        routes.post(HOME + "/{id}", Role.OWNER, this::edit);
        routes.post(HOME + "/{id}/password", Role.OWNER, this::newPassword);
        routes.post(HOME + "/{id}/active", Role.OWNER, this::activate);
        routes.post(HOME + "/{id}/remove", Role.OWNER, this::remove);
    }

    private Reply list(Visit visit) {
        var slice = people.persons(visit.organization(), visit.optional("next"), PAGE);
        boolean owns = visit.principal().role().atLeast(Role.OWNER);
        List<Invitation> pending =
                owns ? people.invitations().pending(visit.principal()) : List.of();
        var view =
                new ListView(
                        slice,
                        pending,
                        visit.optional("next").isPresent(),
                        new ReachWords(rooms.messages()));
        return Reply.page(
                "people", (out, frame) -> JtepeopleGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply invite(Visit visit) {
        Form form = visit.form();
        Role role = form.choice("role", Role.class, Role.RESPONDER);
        return form.submit(
                () -> {
                    OneTimeLink link =
                            people.invitations()
                                    .invite(
                                            visit.principal(),
                                            form.text("name"),
                                            form.text("email"),
                                            role);
                    return linkPage("Invitation for " + link.invitation().email(), link);
                },
                () -> invitePage(422, form));
    }

    private Reply withdraw(Visit visit) {
        people.invitations().withdraw(visit.principal(), visit.context().pathParam("id"));
        return Reply.done(HOME, "The invitation was withdrawn. Its link does not work any more.");
    }

    private Reply person(Visit visit) {
        Person person = find(visit);
        Form form =
                Form.blank()
                        .with("name", person.name())
                        .with("email", person.email())
                        .with("role", person.role().name());
        return personPage(200, visit, form, person);
    }

    private Reply edit(Visit visit) {
        Person person = find(visit);
        Form form = visit.form();
        Role role = form.choice("role", Role.class, person.role());
        var edit =
                new PersonEdit(
                        Optional.of(form.text("name")),
                        Optional.of(form.text("email")),
                        Optional.of(role),
                        Optional.empty());
        return form.submit(
                () -> {
                    Person after = people.edit(visit.principal(), person.id(), edit);
                    return Reply.done(HOME, after.name() + " was saved.");
                },
                () -> personPage(422, visit, form, person));
    }

    private Reply activate(Visit visit) {
        Person person = find(visit);
        boolean active = visit.form().checked("active");
        people.edit(
                visit.principal(),
                person.id(),
                new PersonEdit(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(active)));
        return Reply.done(
                HOME,
                active
                        ? person.name() + " can sign in again and is paged again."
                        : person.name() + " cannot sign in any more and is not paged.");
    }

    private Reply newPassword(Visit visit) {
        Person person = find(visit);
        return linkPage(
                "A new password for " + person.name(),
                people.invitations().newPassword(visit.principal(), person.id()));
    }

    private Reply remove(Visit visit) {
        Person person = find(visit);
        people.remove(visit.principal(), person.id());
        return Reply.done(HOME, person.name() + " was removed.");
    }

    private Person find(Visit visit) {
        PersonId id = visit.id("person", PersonId::new);
        return people.person(visit.organization(), id)
                .orElseThrow(() -> new NotFound("person", id.value()));
    }

    private static Form blankInvitation() {
        return Form.blank().with("role", Role.RESPONDER.name());
    }

    private static Reply invitePage(int status, Form form) {
        var view = new InviteView(form);
        return new Reply.Page(
                status,
                "people",
                (out, frame) -> JteinviteGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply linkPage(String title, OneTimeLink link) {
        var view =
                new LinkView(
                        title,
                        settings.address("/console/first/" + link.token()),
                        link.invitation());
        return Reply.page(
                "people",
                (out, frame) -> JteoneTimeLinkGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply personPage(int status, Visit visit, Form form, Person person) {
        var view =
                new PersonView(
                        form,
                        person,
                        people.signIn().sessions(visit.principal(), person.id()),
                        ShiftPages.rows(
                                rooms,
                                visit.organization(),
                                person.id(),
                                visit.now(),
                                ShiftPages.schedules(rooms, visit.organization())),
                        person.active()
                                ? rooms.rota()
                                        .without(visit.organization(), person.id(), visit.now())
                                : List.of(),
                        new ReachWords(rooms.messages()));
        return new Reply.Page(
                status,
                "people",
                (out, frame) -> JtepersonGenerated.render(out, Html.PLAIN, frame, view));
    }
}
