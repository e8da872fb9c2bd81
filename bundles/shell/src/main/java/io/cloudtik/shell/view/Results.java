package io.cloudtik.shell.view;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.shell.terminal.Console;
import java.util.List;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes results to the console in the format that was asked for. */
public final class Results {

    private final RecordCodec codec;
    private final Console console;

    public Results(RecordCodec codec, Console console) {
        this.codec = codec;
        this.console = console;
    }

    /** One record; the table is only made where it is wanted. */
    public void print(OutputFormat format, Object result, Supplier<String> table) {
        switch (format) {
            case TABLE -> console.out().print(table.get());
            case JSON -> console.out().println(codec.encodePretty(result));
            case YAML -> console.out().print(yaml(codec.toTree(result)));
        }
    }

    /** Several records. */
    public void printAll(OutputFormat format, List<?> results, Supplier<String> table) {
        switch (format) {
            case TABLE -> console.out().print(table.get());
            case JSON -> console.out().println(codec.encodePretty(results));
            case YAML -> console.out().print(yaml(results.stream().map(codec::toTree).toList()));
        }
    }

    private static String yaml(Object tree) {
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build()).dumpToString(tree);
    }
}
