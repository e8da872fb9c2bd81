package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.codec.json.JacksonRecordCodec;
import org.junit.jupiter.api.Test;

class WorkerRequestsTest {

    private final UnsteadyStateStore state = new UnsteadyStateStore();

    private WorkerRequests requests() {
        return new WorkerRequests(state, new JacksonRecordCodec(), state.nextEpoch());
    }

    private static int wanted(WorkerRequests requests, ClusterSpec spec) {
        return requests.applied(spec).nodeType(Demo.WORKER_TYPE).minWorkers();
    }

    @Test
    void leavesTheFilesNumberAsLongAsNobodyAsksForAnother() {
        assertThat(wanted(requests(), Demo.spec(2))).isEqualTo(2);
        assertThat(requests().holding(Demo.spec(2))).isEmpty();
    }

    @Test
    void isKeptToByTheNextControllerToo() {
        requests().ask(Demo.spec(2).nodeType(Demo.WORKER_TYPE), 5);

        WorkerRequests next = requests();

        assertThat(wanted(next, Demo.spec(2))).isEqualTo(5);
        assertThat(next.holding(Demo.spec(2))).containsEntry("worker.default", 5);
    }

    @Test
    void givesWayToAFileThatSaysAnotherNumberAndDoesNotComeBack() {
        WorkerRequests requests = requests();
        requests.ask(Demo.spec(2).nodeType(Demo.WORKER_TYPE), 5);

        assertThat(wanted(requests, Demo.spec(3))).isEqualTo(3);
        requests.settle(Demo.spec(3));

        assertThat(wanted(requests, Demo.spec(2))).isEqualTo(2);
        assertThat(wanted(requests(), Demo.spec(2))).isEqualTo(2);
    }

    @Test
    void takesTheLatestRequest() {
        WorkerRequests requests = requests();
        requests.ask(Demo.spec(2).nodeType(Demo.WORKER_TYPE), 5);
        requests.ask(Demo.spec(2).nodeType(Demo.WORKER_TYPE), 4);

        assertThat(wanted(requests(), Demo.spec(2))).isEqualTo(4);
    }

    @Test
    void isNotKeptByAControllerThatWasReplaced() {
        WorkerRequests replaced = requests();
        requests();

        assertThatThrownBy(() -> replaced.ask(Demo.spec(2).nodeType(Demo.WORKER_TYPE), 5))
                .isInstanceOf(PlatformException.class);
        assertThat(wanted(replaced, Demo.spec(2))).isEqualTo(2);
    }
}
