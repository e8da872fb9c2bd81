package io.cloudtik.shell.verb;

import io.cloudtik.api.control.SchemaOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik schema}. */
@Component(service = Function.class)
@CommandLineVerb(function = "schema", group = "Tools", summary = SchemaVerb.SUMMARY)
public final class SchemaVerb implements Verb {

    static final String SUMMARY =
            "Print the JSON Schema of a file, for an editor's completion and checks.";

    private final SchemaOperations schemas;

    @Activate
    public SchemaVerb(@Reference SchemaOperations schemas) {
        this.schemas = schemas;
    }

    @Override
    public Object command(Console console) {
        return new Schema(schemas, console);
    }

    @Command(
            name = "schema",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik schema cluster > cluster.schema.json",
                "  then begin your file with: # yaml-language-server: $schema=cluster.schema.json"
            })
    private static final class Schema implements Callable<Integer> {

        private final SchemaOperations schemas;
        private final Console console;

        @Mixin private CommonOptions common;

        @Parameters(paramLabel = "FILE", description = "Whose: workspace or cluster.")
        private SchemaOperations.File file;

        private Schema(SchemaOperations schemas, Console console) {
            this.schemas = schemas;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            console.out().println(schemas.schema(file));
            return 0;
        }
    }
}
