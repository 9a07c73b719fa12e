package im.vestibule.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of one case of hostility.
 *
 * @param name of the test
 * @param connections that were made for it
 * @param trips how long each answer to a bystander took
 * @param before the footprint of the server before its class
 * @param after that when it was over
 * @param lines of the log about it and about the login after it
 * @param causes of ends and refusals that were counted, and how often
 * @param harm what was not as it should be; empty if all was
 */
record Finding(
        String name,
        int connections,
        List<Duration> trips,
        Footprint before,
        Footprint after,
        int lines,
        Map<String, Long> causes,
        String harm) {}
