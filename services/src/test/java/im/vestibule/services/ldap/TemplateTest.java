package im.vestibule.services.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import im.vestibule.config.Config;
import im.vestibule.config.Problem;
import im.vestibule.config.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TemplateTest {
    private static final Template.Values ROMEO =
            new Template.Values("romeo", "door.test", "uid=romeo,dc=test", List.of("one", "two"));

    private static String fill(String text, Template.Values values) {
        return new Template(text).fill(values);
    }

    @Test
    void fillsEveryPlace() {
        assertThat(fill("(|(uid=%u)(mail=x-%u@%d)(member=%D))", ROMEO))
                .isEqualTo("(|(uid=romeo)(mail=x-romeo@door.test)(member=uid=romeo,dc=test))");
    }

    @Test
    void fillsAttributesOneAfterTheOther() {
        assertThat(fill("(&(a=%s)(b=%s)(c=%s))", ROMEO)).isEqualTo("(&(a=one)(b=two)(c=%s))");
    }

    @Test
    void leavesOtherPercentSignsAlone() {
        assertThat(fill("(share=100%)(a=%x%%u)", ROMEO)).isEqualTo("(share=100%)(a=%x%romeo)");
    }

    @Test
    void keepsValuesFromBeingRead() throws Exception {
        for (String evil : List.of("*", "romeo)(uid=*", "a\0b", "\\2a", "%d", "%D%s", "(", "ü*", "a\\")) {
            Template.Values values = new Template.Values(evil, evil, evil, List.of(evil));
            for (String place : List.of("%u", "%d", "%D", "%s")) {
                Filter filter = Filter.create(fill("(uid=" + place + ")", values));
                assertThat(filter.getFilterType()).as(evil).isEqualTo(Filter.FILTER_TYPE_EQUALITY);
                assertThat(filter.getAssertionValue()).isEqualTo(evil);
            }
        }
    }

    /** What {@code check} lets pass the library can read, too. */
    @Test
    void canReadWhateverTheConfigurationMayHold() throws Exception {
        List<String> pieces = List.of(
                "(",
                ")",
                "(&",
                "(|",
                "(!",
                "*",
                "=",
                "~=",
                ">=",
                "<=",
                ":=",
                ":dn",
                ":1.2",
                "cn",
                "mail;x-a",
                "%u",
                "%d",
                " ",
                "a",
                "\\2a",
                "\\zz",
                "ü",
                "(cn=a)",
                "(uid=*b*)",
                "-",
                ".");
        Random random = new Random(4515);
        int sound = 0;
        for (int i = 0; i < 6_000; i++) {
            StringBuilder text = new StringBuilder("(");
            for (int left = random.nextInt(7); left >= 0; left--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            text.append(')');
            if (isSound(text.toString())) {
                sound++;
                assertThat(Filter.create(fill(text.toString(), ROMEO))).isNotNull();
            }
        }
        assertThat(sound).isGreaterThan(50);
    }

    private static boolean isSound(String filter) {
        Reading reading = Config.read("auth.ldap.filter = '''" + filter + "'''", Path.of("."), "filter.toml");
        return reading.problems().stream()
                .filter(Problem::isError)
                .noneMatch(problem -> problem.key().equals("auth.ldap.filter"));
    }
}
