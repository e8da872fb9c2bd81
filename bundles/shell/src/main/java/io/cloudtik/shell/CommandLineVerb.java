package io.cloudtik.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The service properties by which Gogo and the command line find a verb. */
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CommandLineVerb {

    String PREFIX_ = "osgi.command.";

    String scope() default "cloudtik";

    /** The verb's name, then its aliases. */
    String[] function();

    /** The heading under which the help lists it. */
    String group();

    /** What the help says of it; here too, so that a list of verbs can be shown without making each of them. */
    String summary();
}
