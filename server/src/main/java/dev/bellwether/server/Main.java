package dev.bellwether.server;

import dev.bellwether.store.BackupRefused;
import dev.bellwether.store.StoreUnavailable;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Exit codes: 0 well, 1 failed, 2 used wrongly, 78 (EX_CONFIG) wrong
/// configuration.
@Command(
        name = "bellwether",
        description =
                "Watches services and their providers, updates the status page, pages people.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            Serve.class,
            Probe.class,
            PlaceCommand.class,
            Demo.class,
            GuardCommand.class,
            ValidateCommand.class,
            SimulateCommand.class,
            VerifyCommand.class,
            CheckConfig.class,
            Doctor.class,
            Backup.class,
            Restore.class,
            Import.class,
            Export.class,
            Apply.class,
            Recompute.class,
            Rehearse.class
        })
public final class Main {
    static final int CONFIG = 78;

    Main() {}

    /// What is said is English and read by programs too: no machine's own language writes its
    /// figures.
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ENGLISH);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain);
    }

    /// A failure that has a reason is told in one line; only a fault of ours shows its trace.
    private static int explain(
            Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        var out = command.getErr();
        switch (error) {
            case BadConfiguration bad -> {
                out.println("The configuration is wrong; nothing was started:");
                bad.problems().forEach(problem -> out.println("  " + problem));
                return CONFIG;
            }
            case StoreUnavailable gone -> out.println("bellwether: " + gone.getMessage());
            case BackupRefused refused -> out.println("bellwether: " + refused.getMessage());
            case Refusal refusal -> out.println("bellwether: " + refusal.getMessage());
            default -> error.printStackTrace(out);
        }
        return 1;
    }
}
