package io.cloudtik.itest.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** All that a Redis server holds, read past the platform: whatever its type, as one text for each key. */
final class RedisContent {

    private final Socket socket;
    private final DataInputStream in;

    private RedisContent(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Of the primary and the shards together. */
    static Map<String, String> of(Properties state) throws IOException {
        List<String> ports = new ArrayList<>(List.of(state.getProperty("shards").split(",")));
        ports.add(state.getProperty("primary"));
        Map<String, String> all = new TreeMap<>();
        for (String port : ports) {
            try (Socket socket = new Socket(state.getProperty("host"), Integer.parseInt(port))) {
                RedisContent server = new RedisContent(socket);
                server.ask("AUTH", state.getProperty("account"), state.getProperty("password"));
                for (String key : server.ask("KEYS", "*")) {
                    all.put(key, server.value(key));
                }
            }
        }
        return all;
    }

    private String value(String key) throws IOException {
        return String.join("\n", switch (ask("TYPE", key).get(0)) {
            case "hash" -> ask("HGETALL", key);
            case "list" -> ask("LRANGE", key, "0", "-1");
            case "string" -> ask("GET", key);
            default -> ask("DUMP", key);
        });
    }

    private List<String> ask(String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
        List<String> answer = new ArrayList<>();
        read(answer);
        return answer;
    }

    private void read(List<String> answer) throws IOException {
        String line = line();
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '*' -> {
                for (int i = Integer.parseInt(rest); i > 0; i--) {
                    read(answer);
                }
            }
            case '$' -> {
                byte[] bytes = new byte[Math.max(0, Integer.parseInt(rest))];
                in.readFully(bytes);
                if (!rest.equals("-1")) {
                    line();
                    answer.add(new String(bytes, ISO_8859_1));
                }
            }
            case '-' -> throw new IOException(rest);
            default -> answer.add(rest);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                throw new EOFException("after " + line);
            }
            line.append((char) letter);
        }
        return line.substring(0, line.length() - 1);
    }
}
