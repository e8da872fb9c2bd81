package io.cloudtik.core.role;

import io.cloudtik.core.client.Caller;
import io.cloudtik.core.process.ProcessMark;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** This process. */
@Component
public final class ProcessCaller implements Caller {

    private static final Pattern NAME = Pattern.compile("(.*), process (\\d+) begun (\\S+)");

    private final String place = System.getProperty("user.name") + "@" + host();

    @Activate
    public ProcessCaller() {
        // Nothing to set up; SCR wants a public constructor.
    }

    @Override
    public String name() {
        return place + ", process " + ProcessMark.ofThisProcess().pid() + " begun " + ProcessMark.ofThisProcess().began();
    }

    @Override
    public boolean hasEnded(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !matcher.group(1).equals(place)) {
            return false;
        }
        return new ProcessMark(Long.parseLong(matcher.group(2)), matcher.group(3)).find().isEmpty();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
