package dev.bellwether.bench;

import java.io.PrintStream;

/// Plays an emergency on this machine, with real servers: `bellwether drill clickhouse-oom`.
public final class DrillMain {
    private static final int USAGE = 2;
    private static final int SECONDS = 180;

    private DrillMain() {}

    /// @param args the drill's name
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    /// @return 0 when what is promised was seen, 1 when not, 2 when there is no such drill; 0 for
    ///   help
    public static int run(String[] args, PrintStream out) {
        if (args.length == 1 && args[0].equals("clickhouse-oom")) {
            out.println(
                    """
                    A ClickHouse node of 1 GiB with dashboards before it; after a minute a release comes
                    whose reports need more, after two somebody kills the node. Three times: without a
                    guard, with settings alone, with the guard. Ten minutes in all.
                    """);
            return GuardOom.run(out, SECONDS);
        }
        out.println("usage: drill clickhouse-oom");
        return args.length == 1 && (args[0].equals("--help") || args[0].equals("-h")) ? 0 : USAGE;
    }
}
