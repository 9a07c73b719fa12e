package im.vestibule.it;

import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium of its own, which trusts every server. It takes seconds to start, so tests share it, see {@link SharedChromium}. */
final class Chromium implements AutoCloseable {
    private final ChromeDriver driver;
    private final String home;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
        home = driver.getWindowHandle();
    }

    static Chromium start() {
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
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Opens a window with a page. The complaints of pages that are closed by now are forgotten. */
    Browser open(String url) {
        driver.switchTo().window(home);
        if (driver.getWindowHandles().size() == 1) {
            List<String> _ = complaints();
        }
        driver.switchTo().newWindow(WindowType.WINDOW);
        Browser window = new Browser(driver, driver.getWindowHandle());
        window.go(url);
        return window;
    }

    /** What there was to complain about since it was last asked for, such as what a page's policy forbids. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
