package dev.bellwether.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ACampaignThatMovesHereReshufflesNobodyTest {
    @TestFactory
    Stream<DynamicTest> fromGrowthBook() {
        JsonNode growthBook = Vectors.file("hash_bucketing").get("growthbook");
        List<DynamicTest> tests = new ArrayList<>();
        growthBook
                .get("public_rows")
                .forEach(row ->
                        tests.add(
                                DynamicTest.dynamicTest(
                                        row.toString(),
                                        () -> {
                                            int version = row.get(2).asInt();
                                            String seed = row.get(0).asString();
                                            String value = row.get(1).asString();
                                            if (row.get(3).isNull()) {
                                                assertThatThrownBy(() ->
                                                                Hashes.growthBook(
                                                                        version, seed, value))
                                                        .hasMessageContaining("1 and 2");
                                            } else {
                                                assertThat(Hashes.growthBook(version, seed, value))
                                                        .isEqualTo(row.get(3).asDouble());
                                            }
                                        })));
        tests.addAll(
                rows(
                        growthBook.get("rows"),
                        row -> {
                            String seed = text(row, "seed");
                            String value = text(row, "value");
                            assertThat(Hashes.growthBook(1, seed, value))
                                    .isEqualTo(row.get("v1").asDouble());
                            assertThat(Hashes.growthBook(2, seed, value))
                                    .isEqualTo(row.get("v2").asDouble());
                        }));
        tests.addAll(
                rows(
                        growthBook.get("non_ascii"),
                        row ->
                                assertThat(
                                                Hashes.growthBook(
                                                        2, text(row, "seed"), text(row, "value")))
                                        .isEqualTo(row.get("v2_utf16").asDouble())));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> fromKameleoon() {
        return rows(
                Vectors.file("hash_bucketing").at("/kameleoon/rows"),
                row -> {
                    String respool =
                            row.get("respool_time").isNull()
                                    ? ""
                                    : Long.toString(row.get("respool_time").asLong());
                    String container = Long.toString(row.get("container_id").asLong());
                    String visitor = text(row, "visitor_code");
                    assertThat(
                                    Long.toUnsignedString(
                                            Hashes.kameleoonBits(visitor, container, respool)))
                            .isEqualTo(text(row, "hash_u64"));
                    assertThat(Hashes.kameleoon(visitor, container, respool))
                            .isEqualTo(row.get("value").asDouble());
                })
                .stream();
    }

    @TestFactory
    Stream<DynamicTest> fromOptimizely() {
        JsonNode optimizely = Vectors.file("hash_bucketing").get("optimizely");
        return Stream.concat(
                rows(
                        optimizely.get("rows"),
                        row -> {
                            String id = text(row, "bucketing_id");
                            String entity = text(row, "entity_id");
                            assertThat(Hashes.murmur3(id + entity, 1))
                                    .isEqualTo(row.get("hash_u32").asLong());
                            assertThat(Hashes.optimizely(id, entity))
                                    .isEqualTo(row.get("bucket_0_9999").asInt());
                        })
                        .stream(),
                rows(
                        optimizely.get("public_rows"),
                        row ->
                                assertThat(
                                                Hashes.optimizely(
                                                        row.get(0).asString(),
                                                        Long.toString(row.get(1).asLong())))
                                        .isEqualTo(row.get(2).asInt()))
                        .stream());
    }

    @TestFactory
    Stream<DynamicTest> fromUnleash() {
        return rows(
                Vectors.file("hash_bucketing").at("/unleash/rows"),
                row -> {
                    String group = text(row, "group_id");
                    String id = text(row, "id");
                    assertThat(Hashes.unleash(group, id))
                            .isEqualTo(row.get("normalized_1_100").asInt());
                    assertThat(Hashes.unleashVariant(group, id, 1000))
                            .isEqualTo(row.get("variant_normalized_1_1000").asInt());
                })
                .stream();
    }

    @TestFactory
    Stream<DynamicTest> fromFlagd() {
        JsonNode flagd = Vectors.file("hash_bucketing").get("flagd");
        List<String> cards = List.of("clubs", "diamonds", "hearts", "spades");
        var quarters = new Bucketing.Shares(1, 0.25, 0.25, 0.25, 0.25);
        return Stream.concat(
                rows(
                        flagd.get("rows"),
                        row -> {
                            String key = text(row, "targeting_key");
                            assertThat(Hashes.flagd(text(row, "flag_key"), key, 100))
                                    .isEqualTo(row.get("bucket").asLong());
                            int chosen =
                                    new Bucketing.Flagd(text(row, "flag_key"))
                                            .choose(key, quarters);
                            assertThat(cards.get(chosen)).isEqualTo(text(row, "variant"));
                        })
                        .stream(),
                rows(
                        flagd.get("public_rows_v2"),
                        row ->
                                assertThat(
                                                cards.get(
                                                        new Bucketing.Flagd(row.get(0).asString())
                                                                .choose(
                                                                        row.get(1).asString(),
                                                                        quarters)))
                                        .isEqualTo(row.get(2).asString()))
                        .stream());
    }

    @TestFactory
    Stream<DynamicTest> andOursIsXxh64() {
        JsonNode file = Vectors.file("xxhash64");
        return Stream.concat(
                rows(
                        file.get("rows"),
                        row ->
                                assertThat(
                                                Long.toUnsignedString(
                                                        XxHash64.of(
                                                                text(row, "text").getBytes(UTF_8),
                                                                Long.parseUnsignedLong(
                                                                        text(row, "seed")))))
                                        .isEqualTo(text(row, "hash")))
                        .stream(),
                rows(
                        file.get("assigned"),
                        row ->
                                assertThat(
                                                Long.toUnsignedString(
                                                        Hashes.ours(
                                                                text(row, "salt"),
                                                                text(row, "key"))))
                                        .isEqualTo(text(row, "hash")))
                        .stream());
    }

    static Stream<Bucketing> all() {
        return Stream.of(
                new Bucketing.Ours("checkout-2026"),
                new Bucketing.GrowthBook(1, "checkout-2026"),
                new Bucketing.GrowthBook(2, "checkout-2026"),
                new Bucketing.Kameleoon("77", "12345", "1700000000"),
                new Bucketing.Optimizely("1886780721"),
                new Bucketing.Unleash("checkout", "checkout"),
                new Bucketing.Flagd("checkout"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyHashGivesTheSharesThatWereSet(Bucketing bucketing) {
        var shares = new Bucketing.Shares(1, 0.5, 0.3, 0.2);
        long[] counts = new long[3];
        for (int i = 0; i < 100_000; i++) {
            counts[bucketing.choose("visitor-" + i, shares)]++;
        }
        assertThat(Vectors.said(SampleRatio.fixed(counts, new double[] {5, 3, 2})).pValue())
                .isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @MethodSource("all")
    void moreCoverageAddsVisitorsAndMovesNone(Bucketing bucketing) {
        if (bucketing instanceof Bucketing.Flagd) {
            return;
        }
        var some = new Bucketing.Shares(0.2, 0.5, 0.5);
        var more = new Bucketing.Shares(0.6, 0.5, 0.5);
        int joined = 0;
        int stayed = 0;
        for (int i = 0; i < 20_000; i++) {
            int before = bucketing.choose("v" + i, some);
            int after = bucketing.choose("v" + i, more);
            if (before == Bucketing.NONE) {
                joined += after == Bucketing.NONE ? 0 : 1;
            } else {
                assertThat(after).isEqualTo(before);
                stayed++;
            }
        }
        assertThat(stayed).isBetween(3_600, 4_400);
        assertThat(joined).isBetween(7_500, 8_500);
    }

    /// Two campaigns with salts that are near each other share no pattern.
    @Test
    void campaignsAreIndependentOfEachOther() {
        var half = new Bucketing.Shares(1, 0.5, 0.5);
        Bucketing one = new Bucketing.Ours("campaign-1");
        Bucketing other = new Bucketing.Ours("campaign-2");
        long[] cells = new long[4];
        for (int i = 0; i < 100_000; i++) {
            cells[2 * one.choose("v" + i, half) + other.choose("v" + i, half)]++;
        }
        assertThat(Vectors.said(SampleRatio.fixed(cells, new double[] {1, 1, 1, 1})).pValue())
                .isGreaterThan(1e-4);
    }

    @Test
    void theWholeIsGivenAwayAndNothingIfNothingIsCovered() {
        var thirds = new Bucketing.Shares(1, 1.0 / 3, 1.0 / 3, 1.0 / 3);
        assertThat(thirds.at(0)).isZero();
        assertThat(thirds.at(Math.nextDown(1.0))).isEqualTo(2);
        double[] tenths = new double[10];
        java.util.Arrays.fill(tenths, 0.1);
        assertThat(new Bucketing.Shares(1, tenths).at(Math.nextDown(1.0))).isEqualTo(9);
        assertThat(new Bucketing.Shares(0, 0.5, 0.5).at(0)).isEqualTo(Bucketing.NONE);
        assertThat(
                        IntStream.range(0, 1000)
                                .map(i ->
                                        new Bucketing.Ours("s")
                                                .choose("v" + i, new Bucketing.Shares(1, 0, 1))))
                .containsOnly(1);
    }

    @Test
    void sharesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Bucketing.Shares(1, 0.6, 0.6)).hasMessageContaining("0.6");
        assertThatThrownBy(() -> new Bucketing.Shares(1.1, 0.5)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Bucketing.Shares(1)).hasMessageContaining("[]");
        assertThatThrownBy(() -> new Bucketing.Shares(1, -0.1, 0.5)).hasMessageContaining("-0.1");
        assertThatThrownBy(() -> new Bucketing.GrowthBook(3, "s")).hasMessageContaining("not 3");
    }

    private static List<DynamicTest> rows(JsonNode rows, Consumer<JsonNode> check) {
        return rows.valueStream()
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> check.accept(row)))
                .toList();
    }

    private static String text(JsonNode row, String name) {
        return row.get(name).asString();
    }
}
