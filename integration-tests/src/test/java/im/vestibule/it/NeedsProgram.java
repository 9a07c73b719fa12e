package im.vestibule.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that talk to a program of another house. Where it is not installed they are skipped, but not in CI. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(Programs.class)
public @interface NeedsProgram {
    /** Its name as one types it. */
    String value();

    /** For a program that is Python: what it must be able to import. */
    String module() default "";
}
