// Logs in by a password and asks for a token, writes to itself, leaves, and comes back by the token alone.
// Argument: {"service", "domain", "username", "password"} as JSON. Prints one JSON object a line.
import { webcrypto } from "node:crypto";

import { client, xml } from "@xmpp/client";
import WebSocket from "ws";
import { hasten } from "./by-xmpp.js";

// What browsers have, and later releases of Node.js.
globalThis.WebSocket ??= WebSocket;
globalThis.crypto ??= webcrypto;

const { service, domain, username, password } = JSON.parse(process.argv[2]);
const userAgent = xml("user-agent", { id: "d4565fa7-4d72-4749-b3d3-740edbf87770" });

function tell(event) {
  process.stdout.write(JSON.stringify(event) + "\n");
}

function fail(error) {
  tell({ event: "error", text: String(error), condition: error.condition ?? "" });
  process.exit(1);
}

/** Resolves with the token once the session has heard itself and is closed. */
async function visit(secret, token) {
  const entity = client({ service, domain, username, password: secret, resource: "node", userAgent });
  entity.reconnect.stop();
  hasten(entity);
  entity.on("error", fail);
  entity.on("send", (element) => {
    if (element.is("authenticate") || element.is("auth")) {
      tell({ event: element.name, mechanism: element.attrs.mechanism });
    }
  });
  let kept = token;
  entity.fast.fetchToken = async () => kept;
  entity.fast.saveToken = async (fresh) => {
    kept = fresh;
    tell({ event: "token", mechanism: fresh.mechanism, expiry: fresh.expiry });
  };
  entity.fast.deleteToken = async () => {
    kept = undefined;
  };
  const heard = new Promise((resolve) => {
    entity.on("stanza", (stanza) => {
      if (stanza.is("message")) {
        resolve(stanza.getChildText("body"));
      }
    });
  });
  entity.on("online", async (jid) => {
    tell({ event: "online", jid: jid.toString() });
    await entity.send(xml("message", { to: jid.toString() }, xml("body", {}, "hello, me")));
  });
  await entity.start();
  tell({ event: "message", body: await heard });
  await entity.stop();
  return kept;
}

try {
  const token = await visit(password);
  await visit("not the password", token);
} catch (error) {
  fail(error);
}
