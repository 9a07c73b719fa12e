// GraphiQL in front of this endpoint. The password is kept by this page only, and only until it is closed.
const endpoint = document.querySelector('meta[name=endpoint]').content;
const below = document.querySelector('meta[name=below]').content;
const { React, ReactDOM, GraphiQL } = globalThis;
let credentials = {};

function basic(name, password) {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

async function post(question, headers) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...credentials, ...headers },
    body: JSON.stringify(question),
  });
  return answer.json();
}

// An EventSource cannot send credentials.
async function* subscribe(question, headers) {
  const { query, operationName, variables } = question;
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables ?? {}) });
  if (operationName) {
    parameters.set('operationName', operationName);
  }
  const answer = await fetch(`${below}sse?${parameters}`, {
    credentials: 'omit',
    headers: { accept: 'text/event-stream', ...credentials, ...headers },
  });
  if (!answer.headers.get('content-type').startsWith('text/event-stream')) {
    yield await answer.json();
    return;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
        if (data.length > 0) {
          yield JSON.parse(data.join('\n'));
        }
      }
    }
  } finally {
    await reader.cancel();
  }
}

function isSubscription(question, document) {
  const operations = (document?.definitions ?? []).filter(({ kind }) => kind === 'OperationDefinition');
  const running = operations.find(({ name }) => name?.value === question.operationName) ?? operations[0];
  return running?.operation === 'subscription';
}

function fetcher(question, options) {
  const headers = options?.headers ?? {};
  return isSubscription(question, options?.documentAST) ? subscribe(question, headers) : post(question, headers);
}

document.querySelector('#login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const name = document.querySelector('#name').value;
  const password = document.querySelector('#password').value;
  const who = document.querySelector('#who');
  credentials = name ? { authorization: basic(name, password) } : {};
  try {
    // Of no category, so it is answered whichever are allowed.
    const { data, errors } = await post({ query: '{ __typename }' }, {});
    who.value = data && name ? 'Logged in' : errors?.[0]?.message ?? 'Not logged in';
    if (!data) {
      credentials = {};
    }
  } catch {
    credentials = {};
    who.value = 'Not logged in: there is no answer that can be read';
  }
});

ReactDOM.createRoot(document.querySelector('#explorer')).render(
  React.createElement(GraphiQL, { fetcher, shouldPersistHeaders: false, defaultQuery: '{ checkAuth { authStatus } }\n' }),
);
