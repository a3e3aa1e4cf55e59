package dev.bellwether.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules of the house that a compiler does not know: which room may use which, flat packages,
/// no output but through the log.
@AnalyzeClasses(
        packages = "dev.bellwether",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            HouseRulesTest.WithoutTestJars.class
        })
class HouseRulesTest {
    private static final String ROOT = "dev.bellwether.";
    private static final List<String> FEATURES =
            List.of(
                    "model",
                    "store",
                    "people",
                    "watch",
                    "incident",
                    "oncall",
                    "notify",
                    "statuspage",
                    "analytics");

    private static final List<String> ALSO_EXPERIMENT =
            Stream.concat(FEATURES.stream(), Stream.of("experiment", "statistics")).toList();

    private static final List<String> ALSO_GUARD =
            Stream.concat(ALSO_EXPERIMENT.stream(), Stream.of("guard")).toList();

    /// Room → the rooms it may use. What is not listed is not allowed.
    private static final Map<String, List<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("model", List.of()),
                    Map.entry("statistics", List.of()),
                    Map.entry("store", List.of("model")),
                    Map.entry("people", List.of("model", "store")),
                    Map.entry("watch", List.of("model", "store")),
                    Map.entry("incident", List.of("model", "store")),
                    Map.entry("oncall", List.of("model", "store")),
                    Map.entry("notify", List.of("model", "store")),
                    Map.entry("statuspage", List.of("model", "store")),
                    Map.entry("analytics", List.of("model")),
                    Map.entry("experiment", List.of("model", "store", "statistics", "analytics")),
                    Map.entry("guard", List.of("model", "statistics")),
                    Map.entry("api", ALSO_GUARD),
                    Map.entry("console", ALSO_GUARD),
                    Map.entry("demo", ALSO_EXPERIMENT));

    @ArchTest
    static void arrowsPointOnlyWhereTheMapSays(JavaClasses house) {
        ARROWS.forEach((room, mayUse) -> {
            String[] allowed =
                    Stream.concat(Stream.of(room), mayUse.stream())
                            .map(name -> ROOT + name)
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.bellwether..")
                                    .and(resideOutsideOfPackages(allowed)))
                    .as("room " + room + " uses only " + mayUse)
                    .check(house);
        });
    }

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(ROOT + "(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreFlat =
            classes()
                    .that(resideOutsideOfPackages("..jte.."))
                    .should()
                    .resideInAnyPackage(
                            Stream.concat(
                                            ARROWS.keySet().stream(),
                                            Stream.of("server", "bed", "bench", "e2e"))
                                    .map(room -> ROOT + room)
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToItsOutput =
            noClasses()
                    .that(resideOutsideOfPackages(ROOT + "server", ROOT + "bench"))
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    /// What the JDK hands out as a Date is turned into an Instant where it is met.
    @ArchTest
    static final ArchRule timeIsJavaTime =
            noClasses()
                    .should()
                    .callConstructor(Date.class)
                    .orShould()
                    .callConstructor(Date.class, long.class)
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.util\\.(Calendar|GregorianCalendar)")
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.text\\.(SimpleDateFormat|DateFormat)");

    @ArchTest
    static final ArchRule theLogIsSlf4j =
            noClasses()
                    .that(resideOutsideOfPackages(ROOT + "server", ROOT + "bench"))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.util.logging..", "ch.qos.logback.."));

    @ArchTest
    static final ArchRule nothingIsSharedByStaticFields =
            fields().that()
                    .areStatic()
                    .and()
                    .doNotHaveModifier(JavaModifier.SYNTHETIC)
                    .should()
                    .beFinal();

    @ArchTest
    static final ArchRule theModelStandsAlone =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "model")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(ROOT + "model", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule statisticsArePure =
            classes()
                    .that()
                    .resideInAPackage(ROOT + "statistics")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    ROOT + "statistics",
                                    "java.lang..",
                                    "java.util..",
                                    "java.math..",
                                    "java.nio",
                                    "java.nio.charset..",
                                    "java.security..",
                                    "org.apache.commons.statistics..",
                                    "org.apache.commons.numbers..",
                                    "org.jspecify.."));

    /// What a module hands to the tests of others is a jar of its own once it is packaged.
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
