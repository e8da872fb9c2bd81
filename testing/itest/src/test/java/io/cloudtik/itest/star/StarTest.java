package io.cloudtik.itest.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Distribution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bundle of ours speaks to the others by the words of api alone. */
class StarTest {

    private static final String API = "io.cloudtik.api";
    private static final Distribution DISTRIBUTION = Distribution.built();

    private static List<BundleJar> ours() {
        return DISTRIBUTION.files().stream()
                .filter(file -> file.getParent().equals(DISTRIBUTION.bundles()))
                .filter(file -> file.getFileName().toString().startsWith("cloudtik-"))
                .map(BundleJar::read)
                .toList();
    }

    private static List<BundleJar> oursButApi() {
        return ours().stream().filter(bundle -> !bundle.name().equals("cloudtik-api.jar")).toList();
    }

    private static BundleJar api() {
        return BundleJar.read(DISTRIBUTION.bundles().resolve("cloudtik-api.jar"));
    }

    private static boolean isOfApi(String name) {
        return name.equals(API) || name.startsWith(API + ".");
    }

    @Test
    void hasAllBundlesOfTheHouse() {
        assertThat(ours())
                .extracting(BundleJar::name)
                .contains(
                        "cloudtik-api.jar",
                        "cloudtik-codec-json.jar",
                        "cloudtik-core.jar",
                        "cloudtik-dashboard.jar",
                        "cloudtik-executor-ssh.jar",
                        "cloudtik-metrics.jar",
                        "cloudtik-node.jar",
                        "cloudtik-provider-local.jar",
                        "cloudtik-provider-simulated.jar",
                        "cloudtik-runtime-spark.jar",
                        "cloudtik-shell.jar",
                        "cloudtik-state-redis.jar");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void importsNothingOfOursButApi(BundleJar bundle) {
        assertThat(bundle.imports()).filteredOn(name -> name.startsWith("io.cloudtik.")).allMatch(StarTest::isOfApi);
    }

    @ParameterizedTest
    @MethodSource("oursButApi")
    void exportsNothing(BundleJar bundle) {
        assertThat(bundle.exports()).isEmpty();
    }

    @Test
    void apiExportsAllItHas() {
        assertThat(api().packages()).isEqualTo(api().exports()).allMatch(StarTest::isOfApi);
    }

    @Test
    void apiNeedsNothingButJava() {
        assertThat(api().imports()).allMatch(name -> name.startsWith("java.") || isOfApi(name));
    }

    @Test
    void noTwoBundlesShareAPackageOfOurs() {
        Map<String, Set<String>> owners = new TreeMap<>();
        ours().forEach(bundle -> bundle.ourPackages()
                .forEach(name -> owners.computeIfAbsent(name, unseen -> new TreeSet<>()).add(bundle.name())));

        assertThat(owners).isNotEmpty().allSatisfy((name, bundles) -> assertThat(bundles).hasSize(1));
    }

    /** What two bundles have inside themselves must be a matter of each alone. */
    @ParameterizedTest
    @MethodSource("ours")
    void importsNoPackageItHasInside(BundleJar bundle) {
        assertThat(bundle.imports()).filteredOn(name -> !isOfApi(name)).doesNotContainAnyElementsOf(bundle.packages());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void hasNoActivator(BundleJar bundle) {
        assertThat(bundle.headers()).doesNotContainKeys("Bundle-Activator", "ExtensionBundle-Activator", "DynamicImport-Package");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void speaksToTheFrameworkInCoresRoleAlone(BundleJar bundle) {
        assertThat(bundle.frameworkUsers()).allMatch(type -> type.startsWith("io.cloudtik.core.role."));
    }

    /** Nested jars would be unpacked at each start: the framework's cache is private to a process. */
    @ParameterizedTest
    @MethodSource("ours")
    void hasNoJarsInside(BundleJar bundle) {
        assertThat(bundle.headers()).doesNotContainKey("Bundle-ClassPath");
    }
}
