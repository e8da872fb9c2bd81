package io.cloudtik.contracts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.api.spi.provider.WorkspaceStore.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the workspaces of every provider do. Each test makes the workspace it needs; all is deleted after it. */
public abstract class WorkspaceProviderContract {

    /** The provider under test; asked once or more in a test, always for the same cloud. */
    protected abstract CloudProvider provider();

    /** The {@code provider:} block of the workspaces. */
    protected Settings workspaceSettings() {
        return Settings.of(Map.of("type", provider().describe().type()));
    }

    @AfterEach
    void deletesWhatTheTestMade() {
        delete("contract");
        delete("contract-other");
    }

    @Test
    void listsEachResourceAfterThoseItNeeds() {
        Set<String> seen = new HashSet<>();
        for (WorkspaceResource resource : resources("contract")) {
            assertThat(seen).as("before " + resource.name()).containsAll(resource.needs());
            assertThat(seen.add(resource.name())).as(resource.name() + " is unique").isTrue();
            assertThat(resource.kind()).isNotBlank();
        }
        assertThat(seen).isNotEmpty();
    }

    @Test
    void listsTheSameResourcesForTheSameSpec() {
        assertThat(names(resources("contract"))).isEqualTo(names(resources("contract")));
    }

    @Test
    void findsNothingBeforeItIsCreated() {
        assertThat(resources("contract")).allSatisfy(resource -> assertThat(resource.find()).isEmpty());
    }

    @Test
    void findsWhatItCreatedAndSeesNoDrift() {
        for (WorkspaceResource resource : resources("contract")) {
            String id = resource.create();

            assertThat(resource.find()).as(resource.name()).contains(id);
            assertThat(resource.verify()).as(resource.name()).isEmpty();
        }
    }

    @Test
    void findsByNameAloneWhatAnotherViewCreated() {
        create("contract");

        assertThat(resources("contract")).allSatisfy(resource -> assertThat(resource.find()).isPresent());
    }

    @Test
    void createRepeatedGivesTheSameResource() {
        for (WorkspaceResource resource : resources("contract")) {
            assertThat(resource.create()).as(resource.name()).isEqualTo(resource.create());
        }
    }

    @Test
    void deletesBackwardAndRepeatedly() {
        create("contract");

        for (WorkspaceResource resource : backward("contract")) {
            resource.delete();
            assertThat(resource.find()).as(resource.name()).isEmpty();
            resource.delete();
        }
    }

    @Test
    void canBeCreatedAnewAfterItsDeletion() {
        create("contract");
        delete("contract");
        create("contract");

        assertThat(resources("contract")).allSatisfy(resource -> assertThat(resource.find()).isPresent());
        assertThat(store("contract").list("")).isEmpty();
    }

    @Test
    void listsWorkspacesThatExistOnly() {
        create("contract");

        assertThat(provider().listWorkspaces(workspaceSettings()))
                .contains(new WorkspaceName("contract"))
                .doesNotContain(new WorkspaceName("contract-other"));

        delete("contract");
        assertThat(provider().listWorkspaces(workspaceSettings())).doesNotContain(new WorkspaceName("contract"));
    }

    @Test
    void keepsTwoWorkspacesApart() {
        create("contract");
        create("contract-other");
        store("contract").put("leases/one", "first", Optional.empty());

        assertThat(store("contract-other").get("leases/one")).isEmpty();
        delete("contract-other");
        assertThat(resources("contract")).allSatisfy(resource -> assertThat(resource.find()).isPresent());
        assertThat(store("contract").get("leases/one")).isPresent();
    }

    @Test
    void hasNoStoreBeforeTheWorkspaceExists() {
        assertThatThrownBy(() -> store("contract").get("leases/one")).satisfies(failsWith(Kind.NOT_FOUND));
        assertThatThrownBy(() -> store("contract").put("leases/one", "value", Optional.empty())).satisfies(failsWith(Kind.NOT_FOUND));
        assertThatThrownBy(() -> store("contract").list("")).satisfies(failsWith(Kind.NOT_FOUND));
    }

    @Test
    void readsWhatWasWritten() {
        create("contract");
        String value = "two lines\nand ünïcode = # \\ ";

        Entry written = store("contract").put("clusters/demo", value, Optional.empty());

        assertThat(store("contract").get("clusters/demo")).contains(written);
        assertThat(written.value()).isEqualTo(value);
        assertThat(store("contract").get("clusters/other")).isEmpty();
    }

    @Test
    void storesValuesUpToSixtyFourKibibytes() {
        create("contract");
        String value = "x".repeat(64 * 1024);

        store("contract").put("large", value, Optional.empty());

        assertThat(store("contract").get("large").orElseThrow().value()).isEqualTo(value);
    }

    @Test
    void replacesOnlyTheVersionThatWasRead() {
        create("contract");
        WorkspaceStore store = store("contract");
        Entry first = store.put("leases/one", "a", Optional.empty());
        Entry second = store.put("leases/one", "a", Optional.of(first.version()));

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThatThrownBy(() -> store.put("leases/one", "b", Optional.of(first.version()))).satisfies(failsWith(Kind.CONFLICT));
        assertThatThrownBy(() -> store.put("leases/one", "b", Optional.empty())).satisfies(failsWith(Kind.CONFLICT));
        assertThatThrownBy(() -> store.put("leases/two", "b", Optional.of(first.version()))).satisfies(failsWith(Kind.CONFLICT));
        assertThat(store.get("leases/one")).contains(second);
        assertThat(store.get("leases/two")).isEmpty();
    }

    @Test
    void deletesOnlyTheVersionThatWasRead() {
        create("contract");
        WorkspaceStore store = store("contract");
        Entry first = store.put("leases/one", "a", Optional.empty());
        Entry second = store.put("leases/one", "b", Optional.of(first.version()));

        assertThatThrownBy(() -> store.delete("leases/one", first.version())).satisfies(failsWith(Kind.CONFLICT));
        store.delete("leases/one", second.version());
        store.delete("leases/one", second.version());

        assertThat(store.get("leases/one")).isEmpty();
    }

    @Test
    void neverGivesAVersionTwiceEvenAfterADeletion() {
        create("contract");
        WorkspaceStore store = store("contract");
        Entry first = store.put("leases/one", "a", Optional.empty());
        store.delete("leases/one", first.version());
        store.put("leases/one", "a", Optional.empty());

        assertThatThrownBy(() -> store.put("leases/one", "b", Optional.of(first.version()))).satisfies(failsWith(Kind.CONFLICT));
    }

    @Test
    void listsKeysByPrefixInOrder() {
        create("contract");
        WorkspaceStore store = store("contract");
        List.of("leases/b", "clusters/x", "leases/a", "leases.old").forEach(key -> store.put(key, "", Optional.empty()));

        assertThat(store.list("leases/")).containsExactly("leases/a", "leases/b");
        assertThat(store.list("leases")).containsExactly("leases.old", "leases/a", "leases/b");
        assertThat(store.list("")).containsExactly("clusters/x", "leases.old", "leases/a", "leases/b");
    }

    @Test
    void letsOneOfManyRacingWritersWin() throws Exception {
        create("contract");

        List<Boolean> won = inParallel(8, writer -> wins(store("contract"), "leases/one", "writer " + writer, Optional.empty()));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void losesNoIncrementOfRacingCounters() throws Exception {
        create("contract");
        store("contract").put("counter", "0", Optional.empty());

        inParallel(4, writer -> {
            WorkspaceStore store = store("contract");
            for (int done = 0; done < 5; ) {
                Entry read = store.get("counter").orElseThrow();
                String next = String.valueOf(Integer.parseInt(read.value()) + 1);
                done += wins(store, "counter", next, Optional.of(read.version())) ? 1 : 0;
            }
            return true;
        });

        assertThat(store("contract").get("counter").orElseThrow().value()).isEqualTo("20");
    }

    private static boolean wins(WorkspaceStore store, String key, String value, Optional<String> expected) {
        try {
            store.put(key, value, expected);
            return true;
        } catch (PlatformException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
            return false;
        }
    }

    private interface Writer {
        boolean run(int number);
    }

    private static List<Boolean> inParallel(int count, Writer writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.add(() -> writer.run(number));
            }
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private WorkspaceProvider workspace(String name) {
        return provider().workspace(
                new WorkspaceSpec(new WorkspaceName(name), provider().describe().type(), workspaceSettings()));
    }

    private List<WorkspaceResource> resources(String name) {
        return workspace(name).resources();
    }

    private WorkspaceStore store(String name) {
        return workspace(name).store();
    }

    private void create(String name) {
        resources(name).forEach(WorkspaceResource::create);
    }

    private void delete(String name) {
        backward(name).forEach(WorkspaceResource::delete);
    }

    private List<WorkspaceResource> backward(String name) {
        List<WorkspaceResource> backward = new ArrayList<>(resources(name));
        Collections.reverse(backward);
        return backward;
    }

    private static List<String> names(List<WorkspaceResource> resources) {
        return resources.stream().map(WorkspaceResource::name).toList();
    }

    private static Consumer<Throwable> failsWith(Kind kind) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(PlatformException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
