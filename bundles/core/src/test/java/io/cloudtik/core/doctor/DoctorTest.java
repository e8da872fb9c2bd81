package io.cloudtik.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Finding.Grade;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    private Finding maven(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.xml"), "<settings>" + settings + "</settings>");
        return MavenCheck.of(Map.of("CLOUDTIK_MAVEN_SETTINGS", file.toString()), folder).finding();
    }

    private static String mirror(String of, String url) {
        return "<mirrors><mirror><id>m</id><mirrorOf>" + of + "</mirrorOf><url>" + url + "</url></mirror></mirrors>";
    }

    @Test
    void asksTheMirrorOfMavensOwnSettings() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            Finding finding = maven(mirror("central,other", "http://127.0.0.1:" + server.getAddress().getPort() + "/maven"));

            assertThat(finding.grade()).isEqualTo(Grade.OK);
            assertThat(finding.message()).endsWith("/maven answers (401)");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void warnsOfARepositoryThatDoesNotAnswerAndNamesNoPassword() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            nobody = socket.getLocalPort();
        }

        Finding finding = maven(mirror("*", "http://ann:hunter2@127.0.0.1:" + nobody + "/maven"));

        assertThat(finding.grade()).isEqualTo(Grade.WARN);
        assertThat(finding.message()).contains("http://127.0.0.1:" + nobody + "/maven does not answer").doesNotContain("hunter2");
        assertThat(finding.remedy()).contains("settings.xml");
    }

    @Test
    void choosesAMirrorAsMavenDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors>"
                + "<mirror><mirrorOf>*</mirrorOf><url>http://all</url></mirror>"
                + "<mirror><mirrorOf>central</mirrorOf><url>http://own</url></mirror></mirrors></settings>");

        assertThat(MavenCheck.of(Map.of("CLOUDTIK_MAVEN_SETTINGS", file.toString()), folder).repository()).isEqualTo("http://own");
        assertThat(MavenCheck.of(Map.of(), folder).repository()).startsWith("https://repo.maven.apache.org");
    }

    @Test
    void saysThatMavenIsOfflineOrUnreadable() throws IOException {
        assertThat(maven("<offline>true</offline>").grade()).isEqualTo(Grade.WARN);
        assertThat(maven("<broken>").grade()).isEqualTo(Grade.FAIL);
        assertThat(maven("<!-- --><a>&x;</a>").grade()).isEqualTo(Grade.FAIL);
    }

    @Test
    void looksAtTheHomeAndWhoMaySeeIt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        assertThat(new FolderChecks(home).findings().get(0).grade()).isEqualTo(Grade.OK);

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(new FolderChecks(home).findings().get(0))
                .isEqualTo(Finding.warn("home", home + " may be seen by others: rwxr-xr-x", "chmod 700 " + home));

        assertThat(new FolderChecks(home.resolve("not/yet")).findings().get(0).message()).contains("will be made");
    }

    @Test
    void knowsWhatTheKernelCanLimit() throws IOException {
        assertThat(CgroupCheck.of(folder).grade()).isEqualTo(Grade.WARN);

        Files.writeString(folder.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
        assertThat(CgroupCheck.of(folder).grade()).isEqualTo(Grade.OK);

        Files.writeString(folder.resolve("cgroup.controllers"), "pids\n");
        assertThat(CgroupCheck.of(folder).message()).contains("without cpu or memory");
    }

    @Test
    void takesAProgramThatIsNotThereForAbsent() {
        assertThat(ProgramChecks.firstLine("cloudtik-no-such-program")).isEmpty();
        assertThat(ProgramChecks.firstLine("sh", "-c", "echo one; echo two")).contains("one");
        assertThat(ProgramChecks.firstLine("sh", "-c", "echo one; exit 3")).isEmpty();
    }
}
