// Has two clients chat. Argument: {"library": "strophe" or "xmpp", "people", "words"} as JSON, as `talk` has them.
// Prints what each of them heard, one JSON object a line.
import { webcrypto } from "node:crypto";

import "./browser.js";
import { client, xml } from "@xmpp/client";
import { Strophe, $msg, $pres } from "strophe.js";
import WebSocket from "ws";
import { byStrophe } from "./by-strophe.js";
import { byXmpp } from "./by-xmpp.js";
import { talk } from "./talk.js";

// What browsers have, and later releases of Node.js.
globalThis.WebSocket ??= WebSocket;
globalThis.crypto ??= webcrypto;
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const { library, people, words } = JSON.parse(process.argv[2]);
const enter = { strophe: byStrophe({ Strophe, $msg, $pres }), xmpp: byXmpp({ client, xml }) }[library];
for (const heard of await talk(enter, people, words)) {
  process.stdout.write(JSON.stringify(heard) + "\n");
}
process.exit(0);
