/*
 * Shows how the server is, as it goes on: events if they reach us, else by asking. All that comes is set as text, never as
 * markup.
 */
import { Plot } from './plot.js';
import { bytes, count, date, percent, since, span, time } from './words.js';

/** Milliseconds without an event after which we ask, and between two looks at that. */
const PATIENCE = 7_000;
const ROUND = 3_000;

const $ = (id) => document.getElementById(id);
const write = (element, text) => {
  if (element.textContent !== text) {
    element.textContent = text;
  }
};

const plots = [
  new Plot($('plots'), 'Connections and sessions', [{ name: 'connections', index: 1 }, { name: 'sessions', index: 2 }]),
  new Plot($('plots'), 'New connections per second', [{ name: 'accepted', index: 3 }, { name: 'refused', index: 4 }]),
  new Plot($('plots'), 'Stanzas per second', [{ name: 'received', index: 5 }, { name: 'sent', index: 6 }]),
  new Plot($('plots'), 'Logins per second', [{ name: 'succeeded', index: 7 }, { name: 'failed', index: 8 }]),
];

let points = [];
let heard = 0;
/** By the server's clock. */
let seen = 0;
let events = null;

// Tables

/**
 * Rows of a table, of which those that stay are only written anew; each is its key and then cells, [text, class]. Roles are
 * said, as a narrow window shows tables as something else; each cell has the title of its column for that.
 */
function rows(body, wanted) {
  const titles = [...body.parentElement.tHead.rows[0].cells].map((cell) => cell.textContent);
  while (body.rows.length > wanted.length) {
    body.deleteRow(-1);
  }
  wanted.forEach(([name, ...cells], i) => {
    const row = body.rows[i] ?? body.insertRow();
    row.role = 'row';
    row.dataset.key = name;
    cells.forEach(([text, kind = ''], j) => {
      const cell = row.cells[j] ?? added(row, j, titles[j]);
      if (cell.className !== kind) {
        cell.className = kind;
      }
      write(cell, text);
    });
  });
}

function added(row, column, title) {
  const cell = row.appendChild(document.createElement(column === 0 ? 'th' : 'td'));
  cell.role = column === 0 ? 'rowheader' : 'cell';
  cell.dataset.title = title;
  if (column === 0) {
    cell.scope = 'row';
  }
  return cell;
}

const STATES = { OPEN: 'open', SUSPENDED: 'suspended: full', DRAINING: 'draining', CLOSED: 'closed' };
const TONES = { OPEN: 'good', SUSPENDED: 'warn', DRAINING: 'warn', CLOSED: 'bad' };
const NEEDS = { FINE: '', SOON: ': renew soon', URGENT: ': renew now', OVER: '' };
const TLS = { tls: 'TLS', starttls: 'STARTTLS', starttls_required: 'STARTTLS required' };
const WHAT = {
  REFUSED: 'Connection refused',
  CLOSED: 'Stream ended',
  HANDSHAKE: 'TLS handshake failed',
  LOGIN: 'Login failed',
  ANSWER: 'HTTP error',
};

const key = (name) => name.replace(/^listen\./, '');

function listeners(all) {
  rows($('listeners'), all.map((door) => [
    door.key,
    [key(door.key)],
    [STATES[door.state], `state ${TONES[door.state]}`],
    [count(door.open), 'number open'],
    [door.most === null ? 'any' : count(door.most), 'number'],
    [count(door.accepted), 'number'],
    [count(door.refused), 'number'],
    [`${door.address}${TLS[door.tls] ? ` ${TLS[door.tls]}` : ''}`, 'words'],
  ]));
}

function left({ days, urgency }) {
  return urgency === 'OVER' ? 'expired' : `${count(days)} ${days === 1 ? 'day' : 'days'}${NEEDS[urgency]}`;
}

function certificates(all) {
  const tones = { FINE: 'good', SOON: 'warn', URGENT: 'bad', OVER: 'bad' };
  const soonest = [...all].sort((one, other) => one.end - other.end);
  rows($('certificates'), soonest.map((each) => [
    `${each.hosts[0] ?? each.file} ${each.listener}`,
    [each.hosts.join(', ') || each.file],
    [left(each), `state ${tones[each.urgency]}`],
    [date(each.end), 'when'],
    [key(each.listener)],
  ]));
}

function stored(store) {
  const said = store.millis === null ? [] : [`answers in ${store.millis} ms`];
  said.push(`${count(store.waiting)} of ${count(store.most)} places in the queue taken`, `${count(store.lost)} lost`);
  return store.trouble ?? said.join(', ');
}

function behind({ backEnds, store }) {
  const full = store.waiting > store.most / 2;
  const tone = store.trouble ? 'bad' : full ? 'warn' : 'good';
  rows($('behind'), [
    ['store', ['store'], [store.trouble ? 'down' : full ? 'busy' : 'up', `state ${tone}`], [''], [stored(store), 'words']],
    ...backEnds.map((each) => [
      each.name,
      [each.name],
      [each.reason === null ? 'up' : 'down', `state ${each.reason === null ? 'good' : 'bad'}`],
      [since(each.since), 'when'],
      [each.reason ?? '', 'words'],
    ]),
  ]);
}

function counts(all) {
  rows($('counts'), all.map((each) => [
    `${each.what} ${each.cause}`,
    [WHAT[each.what]],
    [each.cause],
    [count(each.recent), each.recent > 0 ? 'number' : 'number none'],
    [count(each.total), 'number total'],
  ]));
  $('nothing').hidden = all.length > 0;
}

// The server as a whole

function server(view) {
  const { version, troubles, started, memory, mostMemory, cpu, files, mostFiles } = view.server;
  const open = view.points.at(-1) ?? points.at(-1) ?? [0, 0, 0];
  write($('version'), version);
  write($('health'), troubles.length === 0 ? 'Ready' : troubles.length === 1 ? '1 trouble' : `${troubles.length} troubles`);
  $('health').className = `pill ${troubles.length === 0 ? 'good' : 'bad'}`;
  $('troubles').hidden = troubles.length === 0;
  $('troubles').replaceChildren(...troubles.map((trouble) => {
    const item = document.createElement('li');
    item.textContent = trouble;
    return item;
  }));
  write($('connections'), count(open[1]));
  write($('sessions'), count(open[2]));
  write($('uptime'), span(view.time - started));
  write($('memory'), bytes(memory));
  write($('most-memory'), mostMemory < 0 ? '' : `of ${bytes(mostMemory)}`);
  write($('cpu'), cpu < 0 ? 'not known' : percent(cpu));
  write($('files'), files < 0 ? 'not known' : count(files));
  write($('most-files'), mostFiles < 0 ? '' : `of ${count(mostFiles)}`);
}

/** Points that are new come behind those that we have, which outlive the server. */
function remember(view) {
  const first = view.points[0]?.[0] ?? Infinity;
  points = [...points.filter(([at]) => at < first && at > view.time - view.span), ...view.points];
}

function show(view, how) {
  heard = Date.now();
  seen = view.time;
  remember(view);
  server(view);
  listeners(view.listeners);
  certificates(view.certificates);
  behind(view);
  counts(view.counts);
  $('all').hidden = false;
  plots.forEach((plot) => plot.show(points, view.time, view.span, view.period));
  document.body.classList.remove('lost');
  write($('link'), how);
  write($('when'), time(seen));
}

// How it gets here

/** Without the name and password that a bookmark may have, which no request may. */
const address = (name) => location.origin + new URL(name, document.baseURI).pathname;

function lose(sentence) {
  if (seen > 0) {
    write($('when'), `As of ${time(seen)}.`);
  }
  document.body.classList.add('lost');
  $('health').className = 'pill';
  write($('health'), 'Not known');
  write($('link'), sentence);
}

function listen() {
  events?.close();
  events = new EventSource(address('events'));
  events.addEventListener('message', ({ data }) => show(JSON.parse(data), 'Live'));
  events.addEventListener('full', () => lose('Too many are watching. Trying again.'));
}

async function ask() {
  try {
    const answer = await fetch(address('now'), { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 401) {
      stop();
      lose('The server wants to know again who you are. Reload the page.');
    } else if (answer.ok) {
      show(await answer.json(), 'Asked');
    } else {
      lose(`The server answers ${answer.status}. Trying again.`);
    }
  } catch {
    lose('The server cannot be reached. Trying again.');
  }
}

function look() {
  if (events.readyState === EventSource.CLOSED) {
    listen();
  }
  if (Date.now() - heard > PATIENCE && !document.hidden) {
    ask();
  }
}

/** No more guesses by a name and password that are no good. */
function stop() {
  clearInterval(rounds);
  document.removeEventListener('visibilitychange', look);
  events.close();
}

listen();
const rounds = setInterval(look, ROUND);
document.addEventListener('visibilitychange', look);
