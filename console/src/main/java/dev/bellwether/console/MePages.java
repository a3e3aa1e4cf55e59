package dev.bellwether.console;

import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import dev.bellwether.people.Contacts;
import dev.bellwether.people.People;
import dev.bellwether.people.PersonEdit;
import dev.bellwether.people.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One's own page: name, the ways to be reached, the password, where one is signed in.
final class MePages {
    static final String HOME = "/console/me";

    /// @param available channels that are set up here
    record View(
            Forms forms,
            Person person,
            List<Session> sessions,
            String thisSession,
            List<Channel> available,
            ReachWords reach,
            String pushKey) {
        /// A browser has a button of its own.
        List<Option> channels() {
            return available.stream()
                    .filter(channel -> channel != Channel.WEB_PUSH)
                    .map(channel -> new Option(channel.name(), Words.of(channel)))
                    .toList();
        }

        List<Option> urgencies() {
            return Option.of(Urgency.class, Words::of);
        }

        List<Option> methods() {
            return person.contacts().stream()
                    .map(method -> new Option(method.id(), Words.of(method)))
                    .toList();
        }

        List<NotificationRule> rules(Urgency urgency) {
            return person.rules().stream().filter(rule -> rule.urgency() == urgency).toList();
        }

        String method(NotificationRule rule) {
            return person.contacts().stream()
                    .filter(method -> method.id().equals(rule.contact()))
                    .map(Words::of)
                    .findFirst()
                    .orElse("a method that is gone");
        }
    }

    /// The forms of the page; those that were not sent are as the person is.
    record Forms(Form name, Form contact, Form password, Form rule, Form quiet) {
        static final Forms BLANK =
                new Forms(Form.blank(), Form.blank(), Form.blank(), Form.blank(), Form.blank());

        Forms rule(Form form) {
            return new Forms(name, contact, password, form, quiet);
        }

        Forms quiet(Form form) {
            return new Forms(name, contact, password, rule, form);
        }

        Forms contact(Form form) {
            return new Forms(name, form, password, rule, quiet);
        }
    }

    private final Rooms rooms;
    private final People people;
    private final Contacts contacts;

    MePages(Rooms rooms) {
        this.rooms = rooms;
        this.people = rooms.people();
        this.contacts = people.contacts(rooms.codes());
    }

    Contacts contacts() {
        return contacts;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, Forms.BLANK));
        routes.post(HOME, Role.VIEWER, this::rename);
        routes.post(HOME + "/password", Role.VIEWER, this::password);
        routes.post(HOME + "/contacts", Role.VIEWER, this::addContact);
        routes.post(HOME + "/contacts/{contact}/code", Role.VIEWER, this::sendCode);
        routes.post(HOME + "/contacts/{contact}/verify", Role.VIEWER, this::verify);
        routes.post(HOME + "/contacts/{contact}/remove", Role.VIEWER, this::removeContact);
        routes.post(HOME + "/contacts/{contact}/up", Role.VIEWER, this::moveUp);
        routes.post(HOME + "/sessions/{session}/end", Role.VIEWER, this::endSession);
    }

    private Reply rename(Visit visit) {
        Form form = visit.form();
        var edit =
                new PersonEdit(
                        Optional.of(form.text("name")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return form.submit(
                () -> {
                    people.edit(visit.principal(), me(visit), edit);
                    return Reply.done(HOME, "Your name was saved.");
                },
                () ->
                        page(
                                422,
                                visit,
                                new Forms(
                                        form,
                                        Form.blank(),
                                        Form.blank(),
                                        Form.blank(),
                                        Form.blank())));
    }

    private Reply password(Visit visit) {
        Form form = visit.form();
        if (!form.raw("next").equals(form.raw("again"))) {
            form.wrong("again", "is not the same as the new password");
        }
        return form.submit(
                () -> {
                    people.signIn()
                            .changePassword(visit.session(), form.raw("current"), form.raw("next"));
                    return Reply.done(
                            HOME, "Your password was changed, and all your other sessions ended.");
                },
                () ->
                        page(
                                422,
                                visit,
                                new Forms(
                                        Form.blank(),
                                        Form.blank(),
                                        form,
                                        Form.blank(),
                                        Form.blank())));
    }

    private Reply addContact(Visit visit) {
        Form form = visit.form();
        Channel channel = form.choice("channel", Channel.class, Channel.EMAIL);
        return form.submit(
                () -> {
                    ContactMethod added =
                            contacts.add(
                                    visit.principal(),
                                    me(visit),
                                    channel,
                                    form.text("address"),
                                    form.text("label"));
                    return Reply.done(
                            HOME,
                            "A code was sent to "
                                    + added.shown()
                                    + ". Enter it below to verify the address.");
                },
                () -> page(422, visit, Forms.BLANK.contact(form)));
    }

    private Reply sendCode(Visit visit) {
        try {
            contacts.sendCode(visit.principal(), me(visit), contact(visit));
            return Reply.done(HOME, "A new code was sent. The one before is void.");
        } catch (Conflict e) {
            return Reply.sorry(HOME, Errors.words(e));
        }
    }

    private Reply verify(Visit visit) {
        String code = visit.form().text("code").replace(" ", "");
        boolean right = contacts.verify(visit.principal(), me(visit), contact(visit), code);
        return right
                ? Reply.done(HOME, "Verified. You can be paged there from now on.")
                : Reply.sorry(
                        HOME,
                        "This code is not right, has expired, or was tried too often. Ask for a new"
                                + " one.");
    }

    private Reply removeContact(Visit visit) {
        try {
            contacts.remove(visit.principal(), me(visit), contact(visit));
            return Reply.done(HOME, "The contact method was removed.");
        } catch (Conflict e) {
            return Reply.sorry(HOME, Errors.words(e));
        }
    }

    private Reply moveUp(Visit visit) {
        var order =
                new ArrayList<>(person(visit).contacts().stream().map(ContactMethod::id).toList());
        int at = order.indexOf(contact(visit));
        if (at > 0) {
            Collections.swap(order, at, at - 1);
            contacts.order(visit.principal(), me(visit), order);
        }
        return Reply.done(HOME, "The order was saved: the first one is tried first.");
    }

    private Reply endSession(Visit visit) {
        people.signIn().revoke(visit.principal(), me(visit), visit.context().pathParam("session"));
        return Reply.done(HOME, "The session was ended.");
    }

    Reply page(int status, Visit visit, Forms forms) {
        Person person = person(visit);
        Form name =
                forms.name().has("name") || !forms.name().isFine()
                        ? forms.name()
                        : Form.blank().with("name", person.name());
        Form quiet =
                forms.quiet().has("zone") || !forms.quiet().isFine()
                        ? forms.quiet()
                        : quiet(person);
        var view =
                new View(
                        new Forms(name, forms.contact(), forms.password(), forms.rule(), quiet),
                        person,
                        people.signIn().sessions(visit.principal(), me(visit)),
                        visit.session().id(),
                        rooms.messages().available(),
                        new ReachWords(rooms.messages()),
                        rooms.messages().pushKey());
        return new Reply.Page(
                status, "me", (out, frame) -> JtemeGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static Form quiet(Person person) {
        return person.quiet()
                .map(hours ->
                        Form.blank()
                                .with("zone", hours.zone().getId())
                                .with("from", hours.from().toString())
                                .with("to", hours.to().toString()))
                .orElse(Form.blank());
    }

    Person person(Visit visit) {
        return people.person(visit.organization(), me(visit)).orElse(visit.session().person());
    }

    static PersonId me(Visit visit) {
        return visit.session().person().id();
    }

    static String contact(Visit visit) {
        String id = visit.context().pathParam("contact");
        if (id.length() > 64) {
            throw new InvalidInput("contact", "'" + id.substring(0, 64) + "…' is no contact");
        }
        return id;
    }
}
