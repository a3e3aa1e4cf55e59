package dev.bellwether.server;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.statuspage.PageImport;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreInUse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Imports a page with its history; may be repeated. On SQLite the file is the running server's
/// own: then the server itself is asked to take the page in.
@Command(
        name = "import",
        description = "Import a status page with its history. May be repeated.",
        footer = {
            "",
            "Into a server that runs (make a token with the right WRITE under Settings):",
            "  export BELLWETHER_TOKEN=bw_… BELLWETHER_URL=http://localhost:8080",
            "  ./bellwether import statuspage https://status.example.com",
            "Into the database, with the server stopped:",
            "  ./bellwether import statuspage https://status.example.com",
            "Imported incidents are shown on the page and never page anybody."
        },
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

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:BELLWETHER_URL}",
            description =
                    "A running server that is to take the page in, instead of the database of the"
                            + " configuration; or BELLWETHER_URL")
    @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:BELLWETHER_TOKEN}",
            description =
                    "A token of that server with the right WRITE. Rather set BELLWETHER_TOKEN: others"
                            + " on this machine see the options of a command")
    @Nullable String token;

    @Override
    public Integer call() throws InterruptedException {
        try {
            PageImport.Report report =
                    url == null || url.isBlank() ? intoDatabase() : intoServer(url);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Imported '%s' as %s/p/%s/: %s, %s, %s%n",
                            report.page(),
                            url == null ? "" : url.replaceAll("/+$", ""),
                            report.slug(),
                            count(report.components(), "component"),
                            count(report.incidents(), "incident"),
                            count(report.maintenances(), "maintenance"));
            return 0;
        } catch (InvalidInput | Conflict e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        } catch (StoreInUse e) {
            throw new Refusal(
                    e.getMessage()
                            + "; give --url with that server's address and BELLWETHER_TOKEN with one of"
                            + " its tokens, or stop it");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private PageImport.Report intoDatabase() {
        Settings settings = config.settings();
        InstantSource clock = InstantSource.system();
        try (var store = Store.open(Translate.store(settings), clock)) {
            var key = InstanceKey.open(DataDirectory.key(settings.data()));
            new People(store, clock, key, PeopleSettings.defaults()).invitations().firstStart();
            return new PageImport(new StatusPages(store), new IncidentRoom(store).imports(), clock)
                    .run(People.DEFAULT, source, Actor.imported(source));
        }
    }

    private PageImport.Report intoServer(String address) throws InterruptedException {
        List<String> documents = PageImport.documents(source);
        return new RunningServer(address, Optional.ofNullable(token).orElse(""))
                .take(documents, source);
    }
}
