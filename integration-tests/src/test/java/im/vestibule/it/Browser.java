package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A window of {@link Chromium}, and somebody before it. What is typed and pressed is of the page that the server is tried with. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String LOOK = script("look.js");

    private final ChromeDriver driver;
    private final String handle;

    /** @param driver turned to this window, and to others in between */
    Browser(ChromeDriver driver, String handle) {
        this.driver = driver;
        this.handle = handle;
    }

    private static String script(String resource) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream("/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChromeDriver window() {
        driver.switchTo().window(handle);
        return driver;
    }

    void go(String url) {
        window().get(url);
    }

    /**
     * Fills in the form and presses a button.
     *
     * @param transport websocket or bosh; empty where there is no choice
     * @param button its words
     */
    void enter(String name, String password, String transport, String button) {
        type("#name", name);
        type("#password", password);
        if (!transport.isEmpty()) {
            find("input[value=" + transport + "]").click();
        }
        press("#login", button);
    }

    /** Replaces what is in a field. */
    void type(String field, String text) {
        find(field).clear();
        find(field).sendKeys(text);
    }

    /** Writes to whoever is chosen. */
    void say(String text) {
        find("#text").sendKeys(text, Keys.ENTER);
    }

    /** @param within a selector of what has the button */
    void press(String within, String words) {
        await().until(() -> texts(within + " button").contains(words));
        window().findElements(By.cssSelector(within + " button")).stream()
                .filter(button -> button.getText().equals(words))
                .findFirst()
                .orElseThrow()
                .click();
    }

    void click(String selector) {
        find(selector).click();
    }

    /** Waits for something to show these words. */
    void sees(String selector, String words) {
        await().untilAsserted(() -> assertThat(texts(selector)).contains(words));
    }

    /** What is to be seen of all that the selector finds. */
    List<String> texts(String selector) {
        try {
            return window().findElements(By.cssSelector(selector)).stream()
                    .map(WebElement::getText)
                    .toList();
        } catch (StaleElementReferenceException redrawn) {
            return List.of();
        }
    }

    private WebElement find(String selector) {
        return window().findElement(By.cssSelector(selector));
    }

    /** What a script comes to, once a promise of it is kept. */
    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(window().executeScript(script, arguments), "");
    }

    /** Runs a script before those of every page that is opened from now on. */
    void beforehand(String script) {
        window().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Presses keys wherever the focus is. */
    void keys(CharSequence... keys) {
        window().switchTo().activeElement().sendKeys(keys);
    }

    /** What nobody who cannot see would know the purpose of. */
    List<String> nameless() {
        return window().findElements(By.cssSelector("input, textarea, button, a, [tabindex='0']")).stream()
                .filter(WebElement::isDisplayed)
                .filter(control -> Objects.requireNonNullElse(control.getAccessibleName(), "")
                        .isBlank())
                .map(control -> Objects.requireNonNullElse(control.getDomProperty("outerHTML"), ""))
                .toList();
    }

    /**
     * Keeps what is to be seen, in a window of this size, where everything must fit in and be easy to read.
     *
     * @param scheme light or dark
     */
    void picture(String name, int width, int height, String scheme) throws IOException {
        Files.createDirectories(PICTURES);
        window().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", false));
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        assertThat((List<?>) run(LOOK)).as(name).isEmpty();
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Override
    public void close() {
        window().close();
    }
}
