// Introspects, asks, changes and subscribes at an endpoint by clients that others wrote.
// Argument: {"endpoint", "name", "password", "query", "mutation", "variables", "subscription"} as JSON. Prints one JSON object a line.
import { EventSource } from "eventsource";
import { buildClientSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { GraphQLClient } from "graphql-request";

const { endpoint, name, password, query, mutation, variables, subscription } = JSON.parse(process.argv[2]);
const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
const client = new GraphQLClient(endpoint, { headers: { authorization } });

function tell(event) {
  process.stdout.write(JSON.stringify(event) + "\n");
}

const schema = buildClientSchema(await client.request(getIntrospectionQuery({ descriptions: true })));
const faults = [query, mutation, subscription].flatMap((document) => validate(schema, parse(document)));
tell({ event: "schema", types: Object.keys(schema.getTypeMap()).length, faults: faults.map(String) });

tell({ event: "query", data: await client.request(query) });

const events = new EventSource(`${endpoint}/sse?query=${encodeURIComponent(subscription)}`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
});
const opened = new Promise((resolve, reject) => {
  events.onopen = resolve;
  events.onerror = reject;
});
const message = new Promise((resolve) => {
  events.onmessage = resolve;
});
await opened;
tell({ event: "mutation", data: await client.request(mutation, variables) });
const { data, lastEventId } = await message;
tell({ event: "subscription", id: lastEventId, ...JSON.parse(data) });
events.close();

try {
  await new GraphQLClient(endpoint).request(query);
} catch (error) {
  tell({ event: "refused", status: error.response.status, code: error.response.errors[0].extensions.code });
}
