package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A window of Chromium with the page that the server is tried with, and somebody before it. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open(String url) {
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Programs.find("chromium").orElseThrow().toString());
        // No sandbox, as CI may be root, whom Chromium refuses with one.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1000,700");
        options.setAcceptInsecureCerts(true);
        options.setCapability("goog:loggingPrefs", log);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Programs.find("chromedriver").orElseThrow().toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.go(url);
        return browser;
    }

    void go(String url) {
        driver.get(url);
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
        driver.findElements(By.cssSelector(within + " button")).stream()
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
            return driver.findElements(By.cssSelector(selector)).stream()
                    .map(WebElement::getText)
                    .toList();
        } catch (StaleElementReferenceException redrawn) {
            return List.of();
        }
    }

    private WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    Object run(String script) {
        return Objects.requireNonNullElse(driver.executeScript(script), "");
    }

    /** What Chromium has to complain about, such as what the page's policy forbids. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /**
     * Keeps what is to be seen, in a window of this size.
     *
     * @param scheme light or dark
     */
    void picture(String name, int width, int height, String scheme) throws IOException {
        Files.createDirectories(PICTURES);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        resize(width, height);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", false));
    }

    /** How many pixels wide the page is in a window of this width: more if it has to be moved sideways. */
    long widthIn(int width) {
        resize(width, 700);
        Object found = run("return document.documentElement.scrollWidth");
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        return (Long) found;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
