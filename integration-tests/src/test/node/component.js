// A component that answers disco and sends every message back, with xmpp.js; it asks the server for a ping first.
// Argument: {"service", "domain", "password", "host"} as JSON. Prints one JSON object a line; leaves when stdin ends.
import { component, xml } from "@xmpp/component";

const { service, domain, password, host } = JSON.parse(process.argv[2]);

function tell(event) {
  process.stdout.write(JSON.stringify(event) + "\n");
}

const entity = component({ service, domain, password });
entity.reconnect.stop();

entity.on("error", (error) => tell({ event: "error", condition: error.condition ?? String(error) }));
entity.on("disconnect", () => {
  tell({ event: "disconnect" });
  process.exit(0);
});

entity.iqCallee.get("http://jabber.org/protocol/disco#info", "query", () =>
  xml(
    "query",
    { xmlns: "http://jabber.org/protocol/disco#info" },
    xml("identity", { category: "component", type: "generic", name: "Echo" }),
    xml("feature", { var: "http://jabber.org/protocol/disco#info" }),
  ),
);

entity.on("stanza", (stanza) => {
  if (stanza.is("message") && stanza.attrs.type === "chat") {
    const { from, to, id } = stanza.attrs;
    const body = xml("body", {}, stanza.getChildText("body"));
    entity.send(xml("message", { type: "chat", from: to, to: from, id }, body));
  }
});

entity.on("online", async (address) => {
  tell({ event: "online", jid: address.toString() });
  const pong = await entity.iqCaller.request(
    xml("iq", { type: "get", to: host }, xml("ping", { xmlns: "urn:xmpp:ping" })),
  );
  tell({ event: "pong", from: pong.attrs.from });
});

process.stdin.on("end", () => entity.stop()).resume();
// What becomes of it is told by the events.
entity.start().catch(() => {});
