package im.vestibule.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the metrics page of a server says at one moment, sample by sample; without those that are 0. */
record Counts(List<Sample> samples) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static Counts at(InetSocketAddress monitoring) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        Figures.get(monitoring, "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.endsWith(" 0.0"))
                .map(Counts::sample)
                .forEach(samples::add);
        return new Counts(samples);
    }

    private static Sample sample(String line) {
        int space = line.lastIndexOf(' ');
        int brace = line.indexOf('{');
        Map<String, String> labels = new HashMap<>();
        LABEL.matcher(line).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        String name = line.substring(0, brace < 0 ? space : brace);
        return new Sample(name, labels, Double.parseDouble(line.substring(space + 1)));
    }

    /** Everything of a name whose labels are of interest, added up. */
    double sum(String name, Predicate<Map<String, String>> wanted) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && wanted.test(sample.labels()))
                .mapToDouble(Sample::value)
                .sum();
    }

    double sum(String name) {
        return sum(name, labels -> true);
    }

    /** The same by one of the labels. */
    Map<String, Long> by(String label, String name, Predicate<Map<String, String>> wanted) {
        Map<String, Long> counts = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.name().equals(name) && wanted.test(sample.labels())) {
                counts.merge(sample.labels().getOrDefault(label, ""), (long) sample.value(), Long::sum);
            }
        }
        return counts;
    }
}
