package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.DoctorOperations;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Finding.Grade;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.FindingLines;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik doctor}. */
@Component(service = Function.class)
@CommandLineVerb(function = "doctor", group = "Tools", summary = DoctorVerb.SUMMARY)
public final class DoctorVerb implements Verb {

    static final String SUMMARY =
            "Look at what CloudTik needs of this machine, and say what to do; fails if something must be done.";

    private final DoctorOperations doctor;
    private final RecordCodec codec;

    @Activate
    public DoctorVerb(@Reference DoctorOperations doctor, @Reference RecordCodec codec) {
        this.doctor = doctor;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Examine(doctor, codec, console);
    }

    @Command(
            name = "doctor",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik doctor", "  cloudtik doctor local -o json"})
    private static final class Examine implements Callable<Integer> {

        private final DoctorOperations doctor;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Parameters(index = "0", arity = "0..1", paramLabel = "PROVIDER", description = "Whose needs are looked at too: local.")
        private String provider;

        private Examine(DoctorOperations doctor, RecordCodec codec, Console console) {
            this.doctor = doctor;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            List<Finding> findings = doctor.examine(Optional.ofNullable(provider));
            new Results(codec, console).printAll(output.format(), findings, () -> new FindingLines(console).text(findings));
            return findings.stream().anyMatch(finding -> finding.grade() == Grade.FAIL) ? 1 : 0;
        }
    }
}
