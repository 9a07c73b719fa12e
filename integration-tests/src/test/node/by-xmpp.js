/** A client for `talk`, with xmpp.js. It has no BOSH. */
import { Ear } from "./ear.js";

export function byXmpp({ client, xml }) {
  return async ({ service, domain, username, password }) => {
    const ear = new Ear();
    const entity = client({ service, domain, username, password, resource: "xmpp" });
    entity.reconnect.stop();
    hasten(entity);
    const broken = Promise.withResolvers();
    entity.on("error", broken.reject);
    entity.on("stanza", (stanza) => {
      const child = { message: "body", presence: "status" }[stanza.name];
      if (child) {
        const { type = "", from } = stanza.attrs;
        ear.hear({ event: stanza.name, type, from, text: stanza.getChildText(child) ?? "" });
      }
    });
    const jid = await Promise.race([entity.start(), broken.promise]);
    return {
      jid: jid.toString(),
      show: (to, status) => entity.send(xml("presence", { to }, xml("status", {}, status))),
      say: (to, words) => entity.send(xml("message", { to, type: "chat" }, xml("body", {}, words))),
      next: () => Promise.race([ear.next(), broken.promise]),
      leave: () => entity.stop(),
    };
  };
}

/** xmpp.js listens for an answer only once the write is reported done, and a near server may have answered by then. */
export function hasten(entity) {
  const write = entity.write.bind(entity);
  entity.write = async (text) => {
    write(text).catch((error) => entity.emit("error", error));
  };
}
