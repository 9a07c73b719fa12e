// Logs in by BOSH or WebSocket, writes to itself, and leaves.
// Argument: {"service", "jid", "password"} as JSON. Prints one JSON object a line.
import "./browser.js";
import { Strophe, $msg, $pres } from "strophe.js";

const { service, jid, password } = JSON.parse(process.argv[2]);

function tell(event) {
  process.stdout.write(JSON.stringify(event) + "\n");
}

const names = Object.fromEntries(Object.entries(Strophe.Status).map(([name, value]) => [value, name]));
Strophe.setLogLevel(Strophe.LogLevel.FATAL);
const connection = new Strophe.Connection(service);

function hear(message) {
  tell({ event: "message", body: Strophe.getText(message.getElementsByTagName("body")[0]) });
  connection.disconnect("done");
  return false;
}

connection.connect(jid, password, (status, condition) => {
  tell({ event: names[status], condition: condition ?? "" });
  if (status === Strophe.Status.CONNECTED) {
    connection.addHandler(hear, null, "message");
    connection.send($pres());
    connection.send($msg({ to: connection.jid, type: "chat" }).c("body").t("hello, me"));
  } else if (status === Strophe.Status.DISCONNECTED) {
    process.exit(0);
  }
});
