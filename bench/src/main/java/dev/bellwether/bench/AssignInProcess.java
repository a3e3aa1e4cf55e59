package dev.bellwether.bench;

import dev.bellwether.experiment.Evaluator;
import dev.bellwether.experiment.Outcome;
import dev.bellwether.experiment.Visitor;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// One evaluation through the room's door, measured by JMH in a process of its own: a visitor and a
/// flag at random, so that no branch is learnt by heart.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AssignInProcess {
    private static final Instant NOW = AssignWorld.NOW;

    /// Which flags are asked for: those whose keys begin so.
    @Param({"all", "target", "ours", "growthbook", "kameleoon", "optimizely", "unleash", "flagd"})
    public String asked = "all";

    private final Evaluator evaluator = Evaluator.of(AssignWorld.flags());
    private final Visitor[] visitors = AssignWorld.visitors(new Random(7));
    private String[] keys = new String[0];
    private int turn;

    /// What was asked, and how long one evaluation took, in nanoseconds.
    record Answer(String what, double mean, double error) {}

    /// Takes about a minute and a half.
    static List<Answer> measure() {
        try {
            Collection<RunResult> results =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(AssignInProcess.class.getName() + ".*")
                                            .jvmArgsAppend("-XX:+UseSerialGC")
                                            .verbosity(VerboseMode.SILENT)
                                            .shouldFailOnError(true)
                                            .build())
                            .run();
            return results.stream()
                    .map(AssignInProcess::answer)
                    .sorted(Comparator.comparing(Answer::what))
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not measure an evaluation", e);
        }
    }

    private static Answer answer(RunResult result) {
        var primary = result.getPrimaryResult();
        String asked = result.getParams().getParam("asked");
        return new Answer(AssignWorld.what(asked), primary.getScore(), primary.getScoreError());
    }

    @Setup
    public void choose() {
        keys = AssignWorld.keys(asked);
    }

    @Benchmark
    public Optional<Outcome> evaluate() {
        turn = turn * 1_664_525 + 1_013_904_223;
        String key = keys[(turn >>> 8) % keys.length];
        return evaluator.evaluate(key, visitors[turn >>> 20], NOW);
    }
}
