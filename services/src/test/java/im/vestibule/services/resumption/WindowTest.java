package im.vestibule.services.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.session.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private int told;
    private final Window window = new Window(() -> told++);

    @Test
    void countsWhatIsSafeBeforeTheFirstThatIsNot() {
        Receipt first = window.receive();
        Receipt second = window.receive();
        Receipt third = window.receive();

        third.settle();
        assertThat(window.safe()).isZero();
        first.settle();
        assertThat(window.safe()).isEqualTo(1);
        second.settle();
        assertThat(window.safe()).isEqualTo(3);
        assertThat(window.received()).isEqualTo(3);
        assertThat(window.isSettled()).isTrue();
    }

    @Test
    void tellsOnceThatTheLastIsSafe() {
        Receipt first = window.receive();
        Receipt last = window.receive();

        window.await();
        first.settle();
        assertThat(told).isZero();
        last.settle();
        last.settle();
        assertThat(told).isEqualTo(1);
    }

    @Test
    void waitsForTheFirstIfTheLastIsSafeAlready() {
        Receipt first = window.receive();
        window.receive().settle();

        window.await();
        assertThat(told).isZero();
        first.settle();
        assertThat(told).isEqualTo(1);
    }

    @Test
    void tellsAtOnceIfNothingIsOpen() {
        window.receive().settle();

        window.await();
        assertThat(told).isEqualTo(1);
    }

    @Test
    void isFullAtItsBound() {
        for (int i = 1; i < Window.BOUND; i++) {
            Receipt _ = window.receive();
        }
        assertThat(window.isFull()).isFalse();

        Receipt _ = window.receive();
        assertThat(window.isFull()).isTrue();
    }

    @Test
    void hasWhoeverKeepsWhatIsOpenHurry() {
        Receipt open = window.receive();
        Receipt safe = window.receive();
        int[] hurried = new int[2];
        open.with(() -> hurried[0]++);
        safe.with(() -> hurried[1]++);
        safe.settle();

        window.hurry();
        assertThat(hurried).containsExactly(1, 0);
    }

    @Test
    void aStanzaForSeveralIsSafeWithOneOfThem() {
        Receipt copies = window.receive().among(2);

        assertThat(copies.abandon()).isFalse();
        assertThat(window.isSettled()).isFalse();
        copies.settle();
        assertThat(window.isSettled()).isTrue();
        assertThat(copies.abandon()).isFalse();
    }

    @Test
    void whoIsLastToHaveACopyFindsAnotherWayForIt() {
        Receipt copies = Receipt.NONE.among(2);

        assertThat(copies.abandon()).isFalse();
        assertThat(copies.abandon()).isTrue();
    }

    @Test
    void countsOnAtTwoToThe32() {
        Window old = new Window(() -> {}, 0xFFFFFFFEL);
        List<Receipt> open = List.of(old.receive(), old.receive(), old.receive());
        assertThat(old.received()).isEqualTo(1);
        assertThat(old.safe()).isEqualTo(0xFFFFFFFEL);

        open.get(0).settle();
        assertThat(old.safe()).isEqualTo(0xFFFFFFFFL);
        open.get(1).settle();
        assertThat(old.safe()).isZero();
        open.get(2).settle();
        assertThat(old.safe()).isEqualTo(1);
    }
}
