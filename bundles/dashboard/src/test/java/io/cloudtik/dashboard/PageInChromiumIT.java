package io.cloudtik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser; skipped where there is no Chromium. The pictures are in target/pictures. */
class PageInChromiumIT {

    private static final String CONTRASTS = """
            (() => {
              const light = text => {
                const [r, g, b] = text.match(/\\d+/g).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const probe = document.body.appendChild(document.createElement("i"));
              const colour = name => { probe.style.color = `var(--${name})`; return light(getComputedStyle(probe).color); };
              const pairs = [["text", "back"], ["text", "card"], ["dim", "back"], ["dim", "card"], ["dim", "soft"], ["accent", "card"],
                ["accent", "accent-soft"], ["good", "good-soft"], ["warn", "warn-soft"], ["bad", "bad-soft"], ["warn", "card"], ["bad", "card"]];
              const poor = pairs.filter(([a, b]) => {
                const [x, y] = [colour(a), colour(b)].sort((m, n) => n - m);
                return (x + .05) / (y + .05) < 4.5;
              });
              probe.remove();
              return JSON.stringify(poor);
            })()""";

    @TempDir
    private static Path profile;

    private static Browser browser;

    @BeforeAll
    static void startBrowser() throws IOException {
        Assumptions.assumeTrue(Browser.program().isPresent(), "SKIPPED: there is no chromium here, so nobody looked at the page");
        browser = Browser.start(Browser.program().orElseThrow(), profile);
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360", "light, 768"})
    void showsTheClusterAtEveryWidthInBothLights(String scheme, int width) throws IOException {
        browser.size(width, 900);
        browser.prefer(scheme);
        try (OpenPage page = OpenPage.withHistory(DemoCluster.busy(Instant.now()))) {
            visit(page);
            browser.picture(Path.of("target/pictures", scheme + "-" + width + ".png"));

            assertThat(text("#cluster")).isEqualTo("demo");
            assertThat(text("#phase")).isEqualTo("Degraded");
            assertThat(text("#why")).contains("3 of 4 workers are ready").contains("no capacity for r5.4xlarge in us-west-2a; next try at").contains("in 40\u202fs");
            assertThat(text("#nodes")).contains("demo-worker-1", "worker.large", "no capacity for r5.4xlarge", "Suspect");
            assertThat(text("#services")).contains("spark-worker", "2 of 3", "java.net.BindException");
            assertThat(text("#jobs")).contains("worst-delays.sql", "exit code 1", "Running");
            assertThat(text("#endpoints")).contains("http://127.77.0.1:8080");
            assertThat(text("#events")).contains("Node suspect", "over SSH: its container runs");
            assertThat(text("#load-legend")).contains("CPU", "Memory");
            assertThat(browser.value("document.querySelectorAll('#nodes-plot path').length")).isEqualTo("3");
            assertThat(browser.value("document.documentElement.scrollWidth")).as("nothing is wider than the page").isEqualTo("" + width);
            assertThat(browser.value(CONTRASTS)).as("colours that are hard to read").isEqualTo("[]");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void takesNothingForMoreThanText() {
        String text = "\"'><img src=x onerror=\"document.hacked=1\"><script>document.hacked=1</script>${x}{{x}}\u202e";
        try (OpenPage page = new OpenPage(DemoCluster.hostile(Instant.now(), text))) {
            visit(page);

            assertThat(text("#why")).contains(text);
            assertThat(text("#nodes")).contains(text);
            assertThat(text("#events")).contains(text);
            assertThat(browser.value("document.querySelectorAll('main img, main script').length")).isEqualTo("0");
            assertThat(browser.value("document.querySelectorAll('a[href^=javascript]').length")).isEqualTo("0");
            assertThat(browser.value("String(document.hacked)")).isEqualTo("undefined");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void runsNoScriptThatIsNotItsOwn() {
        try (OpenPage page = new OpenPage(DemoCluster.busy(Instant.now()))) {
            visit(page);
            browser.value("document.head.append(Object.assign(document.createElement('script'), {textContent: 'document.hacked=1'}))");

            assertThat(browser.value("String(document.hacked)")).isEqualTo("undefined");
            assertThat(browser.value("document.cookie")).as("the session, out of reach for scripts").isEmpty();
            assertThat(browser.value("location.href")).as("without the ticket").isEqualTo(page.uri("/").toString());
        }
    }

    @Test
    void saysThatTheHeadIsAwayAndSinceWhenAndGoesOnWhenItIsBack() throws IOException {
        browser.size(1280, 900);
        DemoCluster cluster = DemoCluster.busy(Instant.now());
        int port;
        try (OpenPage page = OpenPage.withHistory(cluster)) {
            port = page.port();
            visit(page);
            cluster.trouble("the cluster controller is starting: the state does not answer");
            browser.await("document.querySelector('#alert').textContent.includes('the state does not answer')");
            cluster.trouble("");
            browser.await("document.querySelector('#alert').textContent === ''");
        }

        browser.await("document.querySelector('#alert').textContent.includes('The head does not answer')");
        browser.await("/Last update \\d+\\u202fs ago/.test(document.querySelector('#age').textContent)");
        browser.picture(Path.of("target/pictures/head-away.png"));
        assertThat(text("#nodes")).as("what was seen last stays").contains("demo-worker-1");

        try (OpenPage again = new OpenPage(cluster, InstantSource.system(), List.of(), port)) {
            assertThat(again.port()).isEqualTo(port);
            browser.await("document.querySelector('#alert').textContent.includes('session has ended')");
        }
    }

    @Test
    void saysWhatThereIsWhenThereIsNothing() throws IOException {
        browser.size(1280, 900);
        try (OpenPage page = new OpenPage(DemoCluster.empty(Instant.now()))) {
            visit(page);
            browser.picture(Path.of("target/pictures/empty.png"));

            assertThat(text("#nodes")).isEqualTo("There are no nodes.");
            assertThat(text("#services")).isEqualTo("No services are planned yet.");
            assertThat(text("#jobs")).startsWith("No jobs yet.");
            assertThat(text("#endpoints")).isEqualTo("No runtime offers any yet.");
            assertThat(text("#events")).isEqualTo("Nothing happened yet.");
            assertThat(text("#load-plot")).isEqualTo("The first points come in a few seconds.");
        }
    }

    @Test
    void keepsWhatWasOpenedAndFocusedWhenNewDataCome() {
        try (OpenPage page = OpenPage.withHistory(DemoCluster.large(Instant.now(), 500))) {
            visit(page);
            browser.value("document.querySelector('#nodes details').open = true");
            browser.value("document.querySelector('#nodes details summary').focus()");
            browser.value("void (window.before = document.querySelector('#nodes details'), window.asked = performance.getEntriesByType('resource').length)");
            browser.await("performance.getEntriesByType('resource').length > window.asked + 1");

            assertThat(browser.value("window.before.open && document.activeElement === window.before.firstChild")).isEqualTo("true");
        }
    }

    @Test
    void findsANodeAmongManyAndShowsOlderEvents() {
        try (OpenPage page = OpenPage.withHistory(DemoCluster.large(Instant.now(), 500))) {
            visit(page);
            assertThat(browser.value("document.querySelectorAll('#nodes tbody tr').length")).isEqualTo("200");
            assertThat(text("#nodes")).contains("301 more; filter to see them.");

            browser.value("document.querySelector('#filter').focus()");
            browser.value("void (document.querySelector('#filter').value = 'WORKER-477',"
                    + " document.querySelector('#filter').dispatchEvent(new Event('input')))");
            assertThat(browser.value("document.querySelectorAll('#nodes tbody tr').length")).isEqualTo("1");

            assertThat(browser.value("document.querySelectorAll('#events li').length")).isEqualTo("15");
            browser.value("document.querySelector('#more-events').click()");
            assertThat(browser.value("document.querySelectorAll('#events li').length")).isEqualTo("25");
        }
    }

    @Test
    void canBeUsedByKeyboardAndReadAloud() {
        try (OpenPage page = OpenPage.withHistory(DemoCluster.busy(Instant.now()))) {
            visit(page);
            browser.value("document.querySelector('#nodes-plot').focus()");
            browser.press("ArrowLeft");
            browser.await("document.querySelector('#nodes-plot [role=status]')");

            assertThat(text("#nodes-plot [role=status]")).contains("Ready", "In trouble");
            assertThat(browser.value("document.querySelector('#load-plot svg').getAttribute('aria-label')")).contains("Now: CPU");
            assertThat(browser.value("[...document.querySelectorAll('button, a, summary')].every(e => e.textContent.trim())")).isEqualTo("true");
            assertThat(browser.value("[...document.querySelectorAll('progress')].every(e => e.ariaLabel)")).isEqualTo("true");
            assertThat(browser.value("[...document.querySelectorAll('img')].every(e => e.alt)")).isEqualTo("true");
            assertThat(browser.value("document.querySelector('#filter').labels[0].textContent.trim()")).isNotEmpty();
        }
    }

    @Test
    void remembersTheThemeThatWasChosen() {
        try (OpenPage page = new OpenPage(DemoCluster.busy(Instant.now()))) {
            browser.prefer("light");
            visit(page);
            browser.value("document.querySelector('#theme').click()");
            browser.value("document.querySelector('#theme').click()");
            assertThat(text("#theme")).isEqualTo("Theme: dark");

            visit(page);

            assertThat(text("#theme")).isEqualTo("Theme: dark");
            assertThat(browser.value("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(13, 17, 23)");
        }
    }

    /** By way of no page at all: the one before may still be there for a moment, and complain of its server. */
    private static void visit(OpenPage page) {
        browser.open(URI.create("about:blank"));
        browser.await("location.href === 'about:blank'");
        browser.forgetComplaints();
        browser.open(page.entrance());
        browser.await("document.querySelector('#footer')?.textContent.includes('CloudTik 0.1.0')");
    }

    private static String text(String selector) {
        return browser.value("document.querySelector('" + selector + "').textContent");
    }
}
