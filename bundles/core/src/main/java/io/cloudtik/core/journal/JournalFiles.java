package io.cloudtik.core.journal;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A journal in a folder of mode 0700: the story in lines, begun anew when it has grown, and a compressed file for each
 * decision. It is not forced to the disk: after a power cut the last lines may be missing, which nobody acts on.
 */
public final class JournalFiles implements JournalStore {

    private static final String STORY = "story.jsonl";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * How much is kept.
     *
     * @param storyBytes of each of the files of the story
     * @param stories how many files the story has at most
     * @param decisionBytes of all decisions together, as they lie on the disk
     * @param decisions how many at most
     */
    public record Limits(long storyBytes, int stories, long decisionBytes, int decisions) {

        public static final Limits DEFAULT = new Limits(4 << 20, 4, 64 << 20, 5_000);
    }

    private final Path folder;
    private final Limits limits;
    private final DecisionFiles decisions;

    public JournalFiles(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
        this.decisions = new DecisionFiles(folder.resolve("decisions"), limits, OWNER_ONLY);
    }

    @Override
    public synchronized void append(Supplier<String> line) {
        Path story = story(0);
        try {
            makeFolders();
            if (Files.exists(story) && Files.size(story) >= limits.storyBytes()) {
                turnOver();
            }
            if (!Files.exists(story)) {
                Files.createFile(story, OWNER_ONLY);
            }
            Files.writeString(story, line.get() + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unusable(story, e);
        }
    }

    private void turnOver() throws IOException {
        for (int age = limits.stories() - 2; age >= 0; age--) {
            if (Files.exists(story(age))) {
                Files.move(story(age), story(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** @param age 0 for the one that is written */
    private Path story(int age) {
        return folder.resolve(age == 0 ? STORY : STORY + "." + age);
    }

    @Override
    public synchronized List<String> latest(int most, Predicate<String> wanted) {
        Deque<String> found = new ArrayDeque<>();
        for (int age = limits.stories() - 1; age >= 0; age--) {
            if (Files.exists(story(age))) {
                collect(story(age), most, wanted, found);
            }
        }
        return List.copyOf(found);
    }

    private static void collect(Path story, int most, Predicate<String> wanted, Deque<String> found) {
        // Unlike that of Files, this reader puts a mark in the place of half a character: a line may have been cut anywhere.
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(story), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (wanted.test(line)) {
                    found.addLast(line);
                    if (found.size() > most) {
                        found.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            throw unusable(story, e);
        }
    }

    @Override
    public synchronized void keep(String id, Supplier<String> record) {
        try {
            makeFolders();
            decisions.keep(id, record.get());
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public synchronized Optional<String> find(String id) {
        try {
            return decisions.find(id);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void makeFolders() throws IOException {
        if (!Files.isDirectory(decisions.folder())) {
            Files.createDirectories(decisions.folder(), OWNERS_FOLDER);
        }
    }

    private static PlatformException unusable(Path path, IOException cause) {
        return new PlatformException(Kind.UNAVAILABLE, "the journal " + path + " cannot be used: " + cause.getMessage(), cause);
    }
}
