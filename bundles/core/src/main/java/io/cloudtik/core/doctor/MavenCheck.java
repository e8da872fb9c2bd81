package io.cloudtik.core.doctor;

import io.cloudtik.api.problem.Finding;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Whether the repository answers from which runtimes come: Maven Central, or the mirror of it in this user's Maven settings,
 * through the proxy named there. Only whether it answers: what it says without a log-in does not matter.
 */
final class MavenCheck {

    private static final String SUBJECT = "maven";
    private static final String CENTRAL = "https://repo.maven.apache.org/maven2";
    private static final int PATIENCE_MILLIS = 10_000;

    private final Path settings;
    private final Optional<Document> document;
    private final String trouble;

    private MavenCheck(Path settings, Optional<Document> document, String trouble) {
        this.settings = settings;
        this.document = document;
        this.trouble = trouble;
    }

    /** By the same variable as nodes read their settings. */
    static MavenCheck of(Map<String, String> environment, Path userHome) {
        String chosen = environment.getOrDefault("CLOUDTIK_MAVEN_SETTINGS", "");
        Path settings = chosen.isBlank() ? userHome.resolve(".m2/settings.xml") : Path.of(chosen);
        if (!Files.isRegularFile(settings)) {
            return new MavenCheck(settings, Optional.empty(), "");
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler()); // The JDK's own prints.
            return new MavenCheck(settings, Optional.of(parser.parse(settings.toFile())), "");
        } catch (IOException | SAXException | ParserConfigurationException e) {
            return new MavenCheck(settings, Optional.empty(), e.getMessage());
        }
    }

    Finding finding() {
        if (!trouble.isEmpty()) {
            return Finding.fail(SUBJECT, settings + " cannot be read: " + trouble, "mend it: nodes read it too");
        }
        if (text("offline").equals("true")) {
            return Finding.warn(SUBJECT, "Maven is set offline in " + settings + ": only what it has fetched is there",
                    "take <offline> out of it");
        }
        String url = repository();
        String name = url.replaceFirst("//[^/@]*@", "//");
        try {
            return Finding.ok(SUBJECT, name + " answers (" + ask(url) + ")");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.warn(SUBJECT, name + " does not answer: " + e.getMessage(),
                    "look at the network, or at mirrors and proxies in " + settings);
        }
    }

    private int ask(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection(proxy());
        connection.setRequestMethod("HEAD");
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** The mirror that stands for Central, as Maven chooses: by its name first, then those for all. */
    String repository() {
        for (List<String> patterns : List.of(List.of("central"), List.of("*", "external:*"))) {
            for (Element mirror : elements("mirror")) {
                List<String> of = List.of(child(mirror, "mirrorOf").split("\\s*,\\s*"));
                if (patterns.stream().anyMatch(of::contains)) {
                    return child(mirror, "url");
                }
            }
        }
        return CENTRAL;
    }

    private Proxy proxy() {
        for (Element proxy : elements("proxy")) {
            if (!child(proxy, "active").equals("false") && !child(proxy, "host").isEmpty()) {
                String port = child(proxy, "port");
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(
                        child(proxy, "host"), port.matches("\\d{1,5}") ? Integer.parseInt(port) : 8080));
            }
        }
        return Proxy.NO_PROXY;
    }

    private List<Element> elements(String name) {
        List<Element> elements = new ArrayList<>();
        document.ifPresent(parsed -> {
            NodeList found = parsed.getElementsByTagName(name);
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element) found.item(i));
            }
        });
        return elements;
    }

    private String text(String name) {
        return elements(name).stream().map(element -> element.getTextContent().strip()).findFirst().orElse("");
    }

    private static String child(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
