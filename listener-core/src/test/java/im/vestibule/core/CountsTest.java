package im.vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {
    private enum Season {
        SUMMER,
        WINTER
    }

    private enum Weather {
        RAIN,
        SNOW
    }

    @Test
    void hasACountForEveryKindFromTheStart() {
        Counts<Season> counts = new Counts<>(Season.class);
        counts.add(Season.WINTER);

        List<String> read = new ArrayList<>();
        counts.forEach((kind, count) -> read.add(kind + " " + count));
        assertThat(read).containsExactly("SUMMER 0", "WINTER 1");
    }

    @Test
    void hasACountForEveryPairFromTheStart() {
        Grid<Season, Weather> grid = new Grid<>(Season.class, Weather.class);
        grid.add(Season.SUMMER, Weather.RAIN);
        grid.add(Season.SUMMER, Weather.RAIN);

        List<String> read = new ArrayList<>();
        grid.forEach((season, weather, count) -> read.add(season + " " + weather + " " + count));
        assertThat(read).containsExactly("SUMMER RAIN 2", "SUMMER SNOW 0", "WINTER RAIN 0", "WINTER SNOW 0");
    }
}
