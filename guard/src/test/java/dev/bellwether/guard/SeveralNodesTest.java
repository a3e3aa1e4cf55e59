package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Several nodes share the work; a session stays on one; one that dies is no error")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralNodesTest {
    private ClickHouseNode one;
    private ClickHouseNode other;
    private Asking asking;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        one = ClickHouseNode.start(files.resolve("one"));
        other = ClickHouseNode.start(files.resolve("other"));
        asking = Asking.before(files, Controls.Mode.FULL, one.address(), other.address());
    }

    @AfterAll
    void stop() {
        if (asking != null) {
            asking.close();
        }
        for (ClickHouseNode node : new ClickHouseNode[] {one, other}) {
            if (node != null) {
                node.close();
            }
        }
    }

    @Test
    void aQueryGoesWhereTheLeastIsGivenOut() throws Exception {
        for (int i = 0; i < 4; i++) {
            asking.begin("SELECT count() FROM system.numbers WHERE number <> " + i);
        }
        asking.until("four run", () -> asking.guard().state().running().size() == 4);
        AdmissionState state = asking.guard().state();
        assertThat(state.held(Addresses.name(one.address())))
                .isEqualTo(state.held(Addresses.name(other.address())))
                .isPositive();
        asking.clients().forEach(Process::destroy);
        asking.until("they have ended", () -> asking.guard().state().running().isEmpty());
    }

    @Test
    void aSessionStaysOnItsNode() throws Exception {
        String session = "/?session_id=s1";
        asking.at(session, "CREATE TEMPORARY TABLE mine (a UInt8)");
        asking.at(session, "INSERT INTO mine VALUES (7)");
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            answers.add(asking.at(session, "SELECT a FROM mine").text());
        }
        assertThat(answers).containsExactly("7\n");
    }

    @Test
    void whenOneDiesTheOtherAnswers() throws Exception {
        one.node().kill();
        for (int i = 0; i < 5; i++) {
            Curl.Answer answer = asking.ask("SELECT " + i);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.text()).isEqualTo(i + "\n");
        }
    }
}
