// Logs in by BOSH or WebSocket, by one mechanism after the other, and leaves.
// Argument: [{"service", "jid", "secret", "mechanism", "certificate"?, "key"?}] as JSON. Prints one JSON object a line: what came of each.
import "./browser.js";
import { readFileSync } from "node:fs";
import { Strophe } from "strophe.js";
import WebSocket from "ws";

Strophe.setLogLevel(Strophe.LogLevel.FATAL);

const MECHANISMS = {
  PLAIN: Strophe.SASLPlain,
  "SCRAM-SHA-1": Strophe.SASLSHA1,
  "SCRAM-SHA-256": Strophe.SASLSHA256,
  "SCRAM-SHA-384": Strophe.SASLSHA384,
  "SCRAM-SHA-512": Strophe.SASLSHA512,
  ANONYMOUS: Strophe.SASLAnonymous,
  EXTERNAL: Strophe.SASLExternal,
  OAUTHBEARER: Strophe.SASLOAuthBearer,
};

/** With a client certificate, which browsers would take from their own store. */
function certified({ certificate, key }) {
  const files = certificate ? { cert: readFileSync(certificate), key: readFileSync(key ?? certificate) } : {};
  return class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, files);
    }
  };
}

function login(wanted) {
  globalThis.WebSocket = certified(wanted);
  const connection = new Strophe.Connection(wanted.service, { mechanisms: [MECHANISMS[wanted.mechanism]] });
  return new Promise((resolve) => {
    let outcome;
    connection.connect(wanted.jid, wanted.secret, (status, condition) => {
      switch (status) {
        case Strophe.Status.CONNECTED:
          outcome = { result: "bound", jid: connection.jid };
          connection.disconnect();
          break;
        case Strophe.Status.AUTHFAIL:
          outcome = { result: "failed", condition: condition ?? "" };
          connection.disconnect();
          break;
        case Strophe.Status.CONNFAIL:
          outcome ??= { result: "broken", condition: condition ?? "" };
          break;
        case Strophe.Status.DISCONNECTED:
          resolve(outcome ?? { result: "broken", condition: condition ?? "" });
          break;
      }
    });
  });
}

for (const wanted of JSON.parse(process.argv[2])) {
  process.stdout.write(JSON.stringify(await login(wanted)) + "\n");
}
process.exit(0);
