package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The command line as the launcher calls it, over all verbs there are at that moment; in Gogo it is the verb {@code help}. */
@Component(
        service = {ToIntFunction.class, Function.class},
        property = {"cloudtik.entry=cli", "osgi.command.scope=cloudtik", "osgi.command.function=help"})
public final class CommandLineEntry implements ToIntFunction<String[]>, Function {

    private final CommandProcessor processor;
    private final ServiceComponentRuntime components;

    /** Plugins bring verbs and take them away. None is made before somebody asks for it. */
    @Reference(
            service = Function.class,
            target = "(&(osgi.command.scope=cloudtik)(!(cloudtik.entry=*)))",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            collectionType = CollectionType.SERVICEOBJECTS,
            fieldOption = FieldOption.REPLACE)
    private volatile List<ComponentServiceObjects<Function>> verbs = List.of();

    @Activate
    public CommandLineEntry(@Reference CommandProcessor processor, @Reference ServiceComponentRuntime components) {
        this.processor = processor;
        this.components = components;
    }

    @Override
    public int applyAsInt(String[] words) {
        return run(Console.ofProcess(), words);
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        List<String> words = new ArrayList<>(List.of("help"));
        arguments.forEach(argument -> words.add(String.valueOf(argument)));
        session.put("?", run(Console.ofSession(session), words.toArray(String[]::new)));
        return null;
    }

    private int run(Console console, String[] words) {
        List<Map.Entry<Map<String, Object>, Supplier<Function>>> services = verbs.stream()
                .map(verb -> Map.<Map<String, Object>, Supplier<Function>>entry(
                        FrameworkUtil.asMap(verb.getServiceReference().getProperties()), verb::getService))
                .toList();
        return new CommandLineRun(console, processor, new KnownVerbs(services, components)).run(words);
    }
}
