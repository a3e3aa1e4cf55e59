package dev.bellwether.console;

import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
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

    /// @param contact form of a new contact method
    /// @param password form of a new password
    record View(
            Form name,
            Form contact,
            Form password,
            Person person,
            List<Session> sessions,
            String thisSession) {
        List<Option> channels() {
            return Option.of(Channel.class, Words::of);
        }
    }

    private final People people;
    private final Contacts contacts;

    MePages(People people, Contacts contacts) {
        this.people = people;
        this.contacts = contacts;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, null, null, null));
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
                () -> page(422, visit, form, null, null));
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
                () -> page(422, visit, null, null, form));
    }

    private Reply addContact(Visit visit) {
        Form form = visit.form();
        Channel channel = form.choice("channel", Channel.class, Channel.EMAIL);
        return form.submit(
                () -> {
                    contacts.add(visit.principal(), me(visit), channel, form.text("address"));
                    return Reply.done(
                            HOME,
                            "A code was sent to "
                                    + form.text("address")
                                    + ". Enter it below to verify the address.");
                },
                () -> page(422, visit, null, form, null));
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

    private Reply page(
            int status,
            Visit visit,
            @org.jspecify.annotations.Nullable Form name,
            @org.jspecify.annotations.Nullable Form contact,
            @org.jspecify.annotations.Nullable Form password) {
        Person person = person(visit);
        var view =
                new View(
                        name == null ? Form.blank().with("name", person.name()) : name,
                        contact == null ? Form.blank() : contact,
                        password == null ? Form.blank() : password,
                        person,
                        people.signIn().sessions(visit.principal(), me(visit)),
                        visit.session().id());
        return new Reply.Page(
                status, "me", (out, frame) -> JtemeGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Person person(Visit visit) {
        return people.person(visit.organization(), me(visit)).orElse(visit.session().person());
    }

    private static PersonId me(Visit visit) {
        return visit.session().person().id();
    }

    private static String contact(Visit visit) {
        String id = visit.context().pathParam("contact");
        if (id.length() > 64) {
            throw new InvalidInput("contact", "'" + id.substring(0, 64) + "…' is no contact");
        }
        return id;
    }
}
