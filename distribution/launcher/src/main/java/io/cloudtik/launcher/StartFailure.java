package io.cloudtik.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** Turns the framework's words about a bundle that does not start into ones a person can use. */
final class StartFailure {

    private static final Pattern MISSING =
            Pattern.compile("missing requirement \\[([^ ]+) \\[[^]]*]\\([^)]*\\)] ([a-z.]+); (\\([^;\\]]*\\))");
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");

    private StartFailure() {}

    static String describe(String jar, BundleException failure) {
        return jar + " does not start: "
                + (failure.getType() == BundleException.RESOLVE_ERROR ? unresolved(failure) : causes(failure));
    }

    /** The last requirement named is the root of the chain. */
    private static String unresolved(BundleException failure) {
        Matcher missing = MISSING.matcher(String.valueOf(failure.getMessage()));
        String text = String.valueOf(failure.getMessage());
        while (missing.find()) {
            Matcher wanted = PACKAGE.matcher(missing.group(3));
            text = missing.group(1) + " needs "
                    + (wanted.find() ? "the package " + wanted.group(1) + " " : missing.group(2) + " ")
                    + missing.group(3) + ", which no installed bundle offers";
        }
        return text;
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause);
        }
        return text.toString();
    }
}
