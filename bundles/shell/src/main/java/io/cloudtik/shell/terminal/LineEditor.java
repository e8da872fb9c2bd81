package io.cloudtik.shell.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/** Asks for line after line on this process's terminal, with editing, history and completion of the first word. */
public final class LineEditor {

    private static final Set<String> LEAVE = Set.of("exit", "quit");

    private final String prompt;
    private final Path history;
    private final Supplier<List<String>> words;

    /**
     * @param history the file that remembers what was typed
     * @param words what a line may begin with; asked at each completion
     */
    public LineEditor(String prompt, Path history, Supplier<List<String>> words) {
        this.prompt = prompt;
        this.history = history;
        this.words = words;
    }

    /** Hands each line on until the user leaves. A Ctrl-C meanwhile interrupts this thread and, by it, only that line. */
    public void each(Consumer<String> use) {
        try (Terminal terminal = LocalTerminal.system()) {
            Thread self = Thread.currentThread();
            terminal.handle(Signal.INT, signal -> self.interrupt());
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer(this::complete)
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            for (Optional<String> line = next(reader); line.isPresent(); line = next(reader)) {
                line.filter(text -> !text.isBlank()).ifPresent(use);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the user leaves. */
    private Optional<String> next(LineReader reader) {
        try {
            return Optional.of(reader.readLine(prompt)).filter(line -> !LEAVE.contains(line.strip()));
        } catch (UserInterruptException e) {
            return Optional.of(""); // Ctrl-C at the prompt gives up the line.
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            words.get().forEach(word -> candidates.add(new Candidate(word)));
        }
    }
}
