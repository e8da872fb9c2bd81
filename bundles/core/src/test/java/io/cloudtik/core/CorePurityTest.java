package io.cloudtik.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Core meets time, threads and chance through {@code core.time} alone, so that the real controller can be run on a virtual
 * clock. {@code core.role} is where these interfaces meet the machine.
 */
@AnalyzeClasses(packages = "io.cloudtik.core", importOptions = ImportOption.DoNotIncludeTests.class)
class CorePurityTest {

    private static final String ROLE = "io.cloudtik.core.role..";

    @ArchTest
    static final ArchRule readsNoClock = noClasses().that().resideOutsideOfPackage(ROLE)
            .should().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Instant.class, "now")
            .orShould().callMethod(LocalDateTime.class, "now")
            .orShould().accessClassesThat().belongToAnyOf(Clock.class);

    @ArchTest
    static final ArchRule startsNoThreadAndNeverSleeps = noClasses().that().resideOutsideOfPackage(ROLE)
            .should().accessClassesThat().belongToAnyOf(Executors.class, Timer.class, CompletableFuture.class)
            .orShould().callMethod(Thread.class, "sleep", long.class)
            .orShould().callConstructor(Thread.class, Runnable.class)
            .orShould().callConstructor(Thread.class, Runnable.class, String.class)
            .orShould().callConstructor(Thread.class);

    @ArchTest
    static final ArchRule drawsNothing = noClasses().that().resideOutsideOfPackage(ROLE)
            .should().dependOnClassesThat().belongToAnyOf(SecureRandom.class, Random.class, ThreadLocalRandom.class)
            .orShould().callMethod(UUID.class, "randomUUID")
            .orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule touchesTheFrameworkInItsRoleOnly = noClasses().that().resideOutsideOfPackage(ROLE)
            .should().dependOnClassesThat().belongToAnyOf(BundleContext.class, BundleActivator.class, ServiceTracker.class);

    @ArchTest
    static final ArchRule plansWithoutEffects = noClasses()
            .that().haveSimpleNameEndingWith("Planner").or().haveSimpleName("ClusterPlan")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "org.slf4j..", "java.io..", "java.nio..", "java.net..", "io.cloudtik.core.time..",
                    "io.cloudtik.api.spi.exec..", "io.cloudtik.api.spi.state..");

    @ArchTest
    static final ArchRule neverExits = noClasses()
            .should().callMethod(System.class, "exit", int.class)
            .orShould().callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule knowsNoSshOrRedisLibrary = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("net.schmizz..", "com.hierynomus..", "redis.clients..");
}
