package dev.bellwether.server;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.statuspage.PageImport;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports a page with its history; may be repeated. On SQLite the server must be stopped: the file
/// is its own while it runs.
@Command(
        name = "import",
        description = "Import a status page with its history. May be repeated.",
        mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {
    /// What can be imported from.
    enum Kind {
        STATUSPAGE
    }

    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "KIND", description = "statuspage")
    Kind kind = Kind.STATUSPAGE;

    @Parameters(
            index = "1",
            paramLabel = "FILE-OR-URL",
            description =
                    "A page's address, a directory with summary.json and incidents.json, or one JSON"
                            + " file")
    String source = "";

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = config.settings();
        InstantSource clock = InstantSource.system();
        try (var store = Store.open(Translate.store(settings), clock)) {
            var key = InstanceKey.open(DataDirectory.key(settings.data()));
            new People(store, clock, key, PeopleSettings.defaults()).invitations().firstStart();
            var report =
                    new PageImport(
                                    new StatusPages(store),
                                    new ImportedInto(new IncidentRoom(store)),
                                    clock)
                            .run(People.DEFAULT, source, Actor.imported(source));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Imported '%s' as /p/%s/: %d components, %d incidents, %d maintenances%n",
                            report.page(),
                            report.slug(),
                            report.components(),
                            report.incidents(),
                            report.maintenances());
            return 0;
        } catch (InvalidInput e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }
}
