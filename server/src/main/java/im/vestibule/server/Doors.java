package im.vestibule.server;

import im.vestibule.admin.status.Live;
import im.vestibule.config.C2sSpec;
import im.vestibule.config.Config;
import im.vestibule.config.HttpSpec;
import im.vestibule.config.S2sListenSpec;
import im.vestibule.config.ServiceSpec;
import im.vestibule.core.Door;
import im.vestibule.http.HttpListener;
import im.vestibule.xmpp.C2sListener;
import im.vestibule.xmpp.ComponentListener;
import im.vestibule.xmpp.S2sListener;
import im.vestibule.xmpp.Tls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The doors that a configuration asks for, by the keys of their listeners and in the order of opening. */
final class Doors {
    private Doors() {}

    /**
     * @param tls what those that speak it need for it, by the same keys
     * @param live what status pages show
     */
    static Map<String, Door> of(Config config, Map<String, Tls> tls, Interior interior, Live live) {
        Map<String, Door> doors = new LinkedHashMap<>();
        C2sListener.Services services = interior.services(config);
        List<C2sSpec> c2s = config.listen().c2s();
        for (int i = 0; i < c2s.size(); i++) {
            String key = "listen.c2s[" + i + "]";
            doors.put(key, C2sListener.door(key, c2s.get(i), Optional.ofNullable(tls.get(key)), services));
        }
        ComponentListener.Services components = interior.components(config);
        List<ServiceSpec> service = config.listen().service();
        for (int i = 0; i < service.size(); i++) {
            String key = "listen.service[" + i + "]";
            doors.put(key, ComponentListener.door(key, service.get(i), components));
        }
        List<S2sListenSpec> s2s = config.listen().s2s();
        for (int i = 0; i < s2s.size(); i++) {
            String key = "listen.s2s[" + i + "]";
            doors.put(
                    key,
                    S2sListener.door(key, s2s.get(i), Optional.ofNullable(tls.get(key)), interior.servers(config)));
        }
        List<HttpSpec> http = config.listen().http();
        HttpListener.Services web = interior.web(config, live);
        for (int i = 0; i < http.size(); i++) {
            String key = "listen.http[" + i + "]";
            doors.put(key, HttpListener.door(key, http.get(i), Optional.ofNullable(tls.get(key)), web));
        }
        return doors;
    }
}
