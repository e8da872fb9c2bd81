package io.cloudtik.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page, all of them, read once. */
final class Assets {

    /** One file as it is served. */
    record Asset(String type, byte[] bytes) {}

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private Assets() {}

    /** By path. */
    static Map<String, Asset> all() {
        Map<String, Asset> all = new LinkedHashMap<>();
        all.put("/", read("index.html"));
        for (String name : new String[] {
            "page.css", "page.js", "dom.js", "format.js", "plot.js", "sections.js", "icon.svg"
        }) {
            all.put("/" + name, read(name));
        }
        return all;
    }

    private static Asset read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle has no " + name);
            }
            return new Asset(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
