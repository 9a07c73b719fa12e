/** A client for `talk`, with Strophe.js. */
import { Ear } from "./ear.js";

function text(stanza, name) {
  return stanza.getElementsByTagName(name)[0]?.textContent ?? "";
}

export function byStrophe({ Strophe, $msg, $pres }) {
  Strophe.setLogLevel(Strophe.LogLevel.FATAL);
  return ({ service, domain, username, password }) => {
    const connection = new Strophe.Connection(service);
    const ear = new Ear();
    const gone = Promise.withResolvers();
    const entered = Promise.withResolvers();
    const listen = (event, child) =>
      connection.addHandler((stanza) => {
        const type = stanza.getAttribute("type") ?? "";
        ear.hear({ event, type, from: stanza.getAttribute("from"), text: text(stanza, child) });
        return true;
      }, null, event);
    connection.connect(`${username}@${domain}/strophe`, password, (status, condition) => {
      switch (status) {
        case Strophe.Status.CONNECTED:
          listen("message", "body");
          listen("presence", "status");
          entered.resolve({
            jid: connection.jid,
            show: async (to, status) => connection.send($pres({ to }).c("status").t(status)),
            say: async (to, words) => connection.send($msg({ to, type: "chat" }).c("body").t(words)),
            next: () => ear.next(),
            leave: () => {
              connection.disconnect("done");
              return gone.promise;
            },
          });
          break;
        case Strophe.Status.AUTHFAIL:
        case Strophe.Status.CONNFAIL:
          entered.reject(new Error(`no way in: ${condition}`));
          break;
        case Strophe.Status.DISCONNECTED:
          gone.resolve();
          break;
      }
    });
    return entered.promise;
  };
}
