package dev.bellwether.server;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreInUse;
import dev.bellwether.watch.IssuedPlace;
import dev.bellwether.watch.PlaceBook;
import dev.bellwether.watch.PlaceDraft;
import dev.bellwether.watch.PlaceView;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Makes and revokes places: with `--url` through a running server, for the organization of the
/// token; otherwise in the database, the only way to one that serves all organizations. On SQLite
/// the server must be stopped for that: the file is its own while it runs.
@Command(
        name = "place",
        description = "Make, list and revoke places: other machines that probe for this server.",
        mixinStandardHelpOptions = true)
final class PlaceCommand {
    @Mixin ConfigOption config = new ConfigOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Ask this running server instead of opening the database")
    @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:BELLWETHER_TOKEN}",
            description =
                    "A token of that server with the right ADMIN. Rather set BELLWETHER_TOKEN: others"
                            + " on this machine see the options of a command")
    @Nullable String token;

    @Spec CommandSpec spec = CommandSpec.create();

    @Command(
            name = "add",
            description = "Make a place and print its token, once.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--region", paramLabel = "TEXT") @Nullable String region,
            @Option(names = "--at", paramLabel = "LATITUDE,LONGITUDE") @Nullable String at,
            @Option(
                            names = "--all-organizations",
                            description = "It probes the checks of all organizations")
                    boolean all) {
        Optional<double[]> where = Optional.ofNullable(at).map(Probe::degrees);
        if (server().isPresent()) {
            if (all) {
                throw new Refusal(
                        "a place of all organizations is made on the server's machine: stop the"
                                + " server and leave --url out");
            }
            out().println(server().get().add(name, Optional.ofNullable(region), where));
            return 0;
        }
        var draft =
                new PlaceDraft(
                        name,
                        Optional.ofNullable(region),
                        where.map(degrees -> degrees[0]),
                        where.map(degrees -> degrees[1]));
        return with(book -> {
            IssuedPlace issued = book.add(scope(all), draft, actor());
            out().printf("%s%n", issued.token());
            return 0;
        });
    }

    @Command(name = "list", description = "List places.", mixinStandardHelpOptions = true)
    int list() {
        if (server().isPresent()) {
            server().get().list().forEach(out()::println);
            return 0;
        }
        return with(book -> {
            for (PlaceView view : book.all()) {
                out().printf(
                                "%s  %-20s %-24s %s%n",
                                view.place().id(),
                                view.place().name(),
                                view.place()
                                        .organization()
                                        .map(OrganizationId::value)
                                        .orElse("all organizations"),
                                view.isConnected()
                                        ? "connected"
                                        : view.seenAt()
                                                .map(at -> "seen " + at)
                                                .orElse("never seen"));
            }
            return 0;
        });
    }

    @Command(
            name = "revoke",
            description = "Revoke a place: it is asked no more.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "as `place list` shows it") String id) {
        if (server().isPresent()) {
            server().get().revoke(id);
            return 0;
        }
        return with(book -> {
            PlaceView view =
                    book.all().stream()
                            .filter(place -> place.place().id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new NotFound("place", id));
            book.revoke(view.place().organization(), id, actor());
            return 0;
        });
    }

    private int with(ToIntFunction<PlaceBook> work) {
        Settings settings = config.settings();
        InstantSource clock = InstantSource.system();
        try (var store = Store.open(Translate.store(settings), clock)) {
            var key = InstanceKey.open(DataDirectory.key(settings.data()));
            new People(store, clock, key, PeopleSettings.defaults()).invitations().firstStart();
            return work.applyAsInt(new PlaceBook(store, settings.watch().place(), clock));
        } catch (InvalidInput | Conflict | NotFound e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        } catch (StoreInUse e) {
            throw new Refusal(
                    e.getMessage()
                            + "; give --url with that server's address and BELLWETHER_TOKEN with one of"
                            + " its tokens with the right ADMIN, or stop it");
        }
    }

    private Optional<PlaceCalls> server() {
        return Optional.ofNullable(url)
                .filter(address -> !address.isBlank())
                .map(address -> new PlaceCalls(address, Optional.ofNullable(token).orElse("")));
    }

    private static Optional<OrganizationId> scope(boolean all) {
        return all ? Optional.empty() : Optional.of(People.DEFAULT);
    }

    private static Actor actor() {
        return Actor.automation("server", "command line");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
