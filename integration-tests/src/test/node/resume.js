// Logs in, greets a friend, keeps its session when it loses its line, takes leave of the friend once it has heard the word "two", and leaves.
// Argument: {"service", "domain", "username", "password", "friend"} as JSON. Prints one JSON object a line.
import { webcrypto } from "node:crypto";
import { setTimeout } from "node:timers/promises";

import "./browser.js";
import { client, xml } from "@xmpp/client";
import WebSocket from "ws";
import { hasten } from "./by-xmpp.js";

// What browsers have, and later releases of Node.js.
globalThis.WebSocket ??= WebSocket;
globalThis.crypto ??= webcrypto;

const SM = "urn:xmpp:sm:3";

const { service, domain, username, password, friend } = JSON.parse(process.argv[2]);
const entity = client({ service, domain, username, password, resource: "phone" });
entity.reconnect.delay = 100;
hasten(entity);

function tell(event) {
  process.stdout.write(JSON.stringify(event) + "\n");
}

function say(text) {
  return entity.send(xml("message", { to: friend, type: "chat" }, xml("body", {}, text)));
}

/** Resolves once what is sent will be acknowledged; xmpp.js tells nobody. */
async function managed() {
  while (!entity.streamManagement.enabled) {
    await setTimeout(10);
  }
}

entity.on("error", () => {
  // The line is lost, as is to be expected.
});
entity.on("online", async () => {
  tell({ event: "online" });
  await entity.send(xml("presence"));
  await managed();
  await say("hello");
});
entity.on("element", (element) => {
  if (element.is("resumed", SM) || element.getChild("resumed", SM)) {
    tell({ event: "resumed" });
  }
});
entity.on("stanza", async (stanza) => {
  if (!stanza.is("message")) {
    return;
  }
  const text = stanza.getChildText("body");
  tell({ event: "message", text });
  if (text === "two") {
    entity.streamManagement.on("ack", (acknowledged) => {
      if (acknowledged.getChildText("body") === "goodbye") {
        entity.stop().then(() => process.exit(0));
      }
    });
    await managed();
    await say("goodbye");
  }
});
entity.start().catch(() => {});
