package dev.bellwether.statistics;

import static dev.bellwether.statistics.Family.Role.GUARDRAIL;
import static dev.bellwether.statistics.Family.Role.PRIMARY;
import static dev.bellwether.statistics.Family.Role.SECONDARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.Family.Question;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrimaryMetricsDoNotPayForCuriosityTest {
    @Test
    void eachRoleIsCorrectedAmongItsOwn() {
        List<Double> adjusted =
                Family.USUAL.adjust(
                        List.of(
                                new Question(SECONDARY, 0.04),
                                new Question(PRIMARY, 0.01),
                                new Question(GUARDRAIL, 0.03),
                                new Question(SECONDARY, 0.01),
                                new Question(PRIMARY, 0.04),
                                new Question(GUARDRAIL, 0.5)));
        assertThat(adjusted).containsExactly(0.04, 0.02, 0.03, 0.02, 0.04, 0.5);
    }

    @Test
    void onePrimaryMetricKeepsAllOfAlphaHoweverManyOthersThereAre() {
        List<Question> questions = new ArrayList<>();
        questions.add(new Question(PRIMARY, 0.049));
        for (int i = 0; i < 200; i++) {
            questions.add(new Question(SECONDARY, i / 200.0));
        }
        assertThat(Family.USUAL.adjust(questions).getFirst()).isEqualTo(0.049);
    }

    @Test
    void noQuestionsHaveNoAnswers() {
        assertThat(Family.USUAL.adjust(List.of())).isEmpty();
    }
}
