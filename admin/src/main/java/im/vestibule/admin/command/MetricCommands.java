package im.vestibule.admin.command;

import im.vestibule.admin.Figures;
import im.vestibule.admin.Figures.Figure;
import java.util.List;

/** What the server counts and measures. */
public final class MetricCommands {
    private final Figures figures;

    public MetricCommands(Figures figures) {
        this.figures = figures;
    }

    /**
     * Figures whose path begins so.
     *
     * @param path as segments; empty for all
     */
    public List<Figure> find(List<String> path) {
        return figures.read().stream()
                .filter(figure -> figure.path().size() >= path.size()
                        && figure.path().subList(0, path.size()).equals(path))
                .toList();
    }
}
