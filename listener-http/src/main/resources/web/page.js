/*
 * What people see and do. All that comes from others is set as text, never as markup.
 */
import { address, Refusal, Session } from './session.js';

/** Lines of a conversation that are kept, and conversations. */
const MOST_LINES = 1_000;
const MOST_CHATS = 200;

/** Milliseconds without a key after which somebody is no longer typing. */
const PAUSE = 4_000;

const $ = (id) => document.getElementById(id);
const told = (name) => document.querySelector(`meta[name="xmpp-${name}"]`).content;
const show = (element, on) => { element.hidden = !on; };
const domain = told('domain');
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

let session = null;
/** By address: {lines: [{mine, text, time, id, fate}], unread, typing, draft}. */
let chats = new Map();
let current = '';
/** Whether the one we write to thinks that we are typing, and until when. */
let typing = false;
let pause = 0;

/** alice, if she is of this domain, else her whole address. */
function short(jid) {
  return jid.endsWith(`@${domain}`) ? jid.slice(0, -domain.length - 1) : jid;
}

// The door

function transports() {
  const there = [['websocket', 'ws'], ['bosh', 'http']].filter(([name]) => told(name));
  for (const input of $('transports').querySelectorAll('input')) {
    show(input.parentElement, there.some(([name]) => name === input.value));
    input.checked = input.value === there[0]?.[0];
  }
  show($('transports'), there.length > 1);
  if (there.length === 0) {
    refuse('refusal', 'This listener has neither WebSocket nor BOSH, so nobody can log in here.');
  }
}

function chosen() {
  const name = $('login').elements.transport.value;
  const url = new URL(told(name), location.href);
  if (name === 'websocket') {
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  }
  return { name: name === 'websocket' ? 'WebSocket' : 'BOSH', url: url.href };
}

function refuse(place, sentence) {
  $(place).textContent = sentence;
  show($(place), sentence !== '');
}

function busy(sentence) {
  $('progress').textContent = sentence;
  $('enter').disabled = $('register').disabled = sentence !== '';
}

async function enter(event) {
  event.preventDefault();
  const newcomer = event.submitter?.value === 'register';
  const jid = address($('name').value, domain);
  refuse('refusal', '');
  if (!jid) {
    refuse('refusal', 'This cannot be a name: leave out spaces and signs such as / and &.');
    $('name').focus();
    return;
  }
  const { name, url } = chosen();
  busy(newcomer ? 'Creating the account …' : 'Logging in …');
  try {
    open(await Session.enter(url, jid, $('password').value, newcomer), name);
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) {
      throw trouble;
    }
    refuse('refusal', trouble.message);
    (newcomer ? $('name') : $('password')).select();
  } finally {
    busy('');
  }
}

function open(entered, transport) {
  session = entered;
  chats = new Map();
  current = '';
  const listen = (type, action) => entered.addEventListener(type, ({ detail }) => {
    if (session === entered) {
      action(detail);
    }
  });
  listen('people', people);
  listen('message', hear);
  listen('typing', ({ from, on }) => {
    const chat = chats.get(from);
    if (chat) {
      chat.typing = on;
      people();
    }
  });
  listen('undelivered', undelivered);
  listen('lost', ({ seconds }) => { trouble(`The connection is lost. Trying again in ${seconds} s.`); people(); });
  listen('trying', () => trouble('The connection is lost. Trying again …'));
  listen('back', () => { trouble(''); people(); });
  listen('over', ({ reason }) => close(reason || 'The server has ended the session.'));
  $('password').value = '';
  $('me').textContent = $('me').title = entered.jid;
  $('transport').textContent = transport;
  trouble('');
  refuse('wrong', '');
  select('');
  show($('door'), false);
  show($('room'), true);
  $('address').focus();
}

function close(reason) {
  session = null;
  document.title = 'Vestibule';
  show($('room'), false);
  show($('door'), true);
  refuse('refusal', reason);
  $('name').focus();
}

function leave() {
  const left = session;
  if (left) {
    close('');
    left.leave();
  }
}

function trouble(sentence) {
  const focused = $('notice').contains(document.activeElement);
  $('trouble').textContent = sentence;
  show($('notice'), sentence !== '');
  if (focused && sentence === '') {
    $(current ? 'text' : 'address').focus();
  }
  $('send').disabled = sentence !== '';
}

// The people

function face(element, jid) {
  let hue = 7;
  for (const letter of jid) {
    hue = (hue * 31 + letter.codePointAt(0)) % 360;
  }
  element.textContent = [...short(jid)][0].toUpperCase();
  element.style.setProperty('--hue', hue);
}

function presence(person) {
  if (person.online.size > 0) {
    return 'online';
  }
  return person.subscription === 'both' || person.subscription === 'to' ? 'offline'
    : person.asked ? 'asked, no answer yet' : 'not a contact';
}

/** Draws all that depends on who is there. */
function people() {
  const known = [...session.people.values()]
    .filter(({ jid, subscription, asked }) => subscription !== 'none' || asked || chats.has(jid))
    .sort((a, b) => (b.online.size > 0) - (a.online.size > 0) || a.jid.localeCompare(b.jid));
  const focused = document.activeElement?.dataset?.jid;
  $('contacts').replaceChildren(...known.map(contact));
  if (focused) {
    [...$('contacts').querySelectorAll('button')].find(({ dataset }) => dataset.jid === focused)?.focus();
  }
  const wanting = [...session.people.values()].filter(({ wants }) => wants);
  if (wanting.map(({ jid }) => jid).join(' ') !== $('requests').dataset.shown) {
    $('requests').dataset.shown = wanting.map(({ jid }) => jid).join(' ');
    $('requests').replaceChildren(...wanting.map(request));
  }
  show($('nobody'), known.length === 0 && wanting.length === 0);
  const unread = [...chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${short(session.jid)} · Vestibule`;
  const person = session.people.get(current);
  $('presence').textContent = person ? presence(person) : '';
  $('typing').textContent = chats.get(current)?.typing ? `${short(current)} is typing …` : '';
}

function contact(person) {
  const item = $('contact').content.cloneNode(true);
  const button = item.querySelector('button');
  const unread = chats.get(person.jid)?.unread ?? 0;
  button.dataset.jid = person.jid;
  button.ariaCurrent = String(person.jid === current);
  button.classList.toggle('online', person.online.size > 0);
  face(item.querySelector('.face'), person.jid);
  item.querySelector('.name').textContent = short(person.jid);
  item.querySelector('.name').title = person.jid;
  item.querySelector('.state').textContent = chats.get(person.jid)?.typing ? 'typing …' : presence(person);
  item.querySelector('.unread').textContent = unread;
  item.querySelector('.unread').ariaLabel = `${unread} unread`;
  show(item.querySelector('.unread'), unread > 0);
  button.addEventListener('click', () => select(person.jid));
  return item;
}

function request({ jid }) {
  const item = $('request').content.cloneNode(true);
  const [accept, decline] = item.querySelectorAll('button');
  item.querySelector('span').textContent = `${short(jid)} would like to chat with you.`;
  accept.addEventListener('click', () => { session.add(jid); select(jid); });
  decline.addEventListener('click', () => { session.decline(jid); $('address').focus(); });
  return item;
}

function add(event) {
  event.preventDefault();
  const jid = address($('address').value, domain);
  if (!jid || jid === session.jid) {
    refuse('wrong', jid ? 'This is you.' : 'This is no address.');
  } else if (!session.connected) {
    refuse('wrong', 'There is no connection just now.');
  } else {
    refuse('wrong', '');
    $('add').reset();
    session.add(jid);
    select(jid);
  }
}

// The conversation

/** The conversation with somebody; the oldest makes room for a new one if there are too many. */
function chat(jid) {
  if (!chats.has(jid)) {
    if (chats.size >= MOST_CHATS) {
      chats.delete([...chats.keys()].find((each) => each !== current));
    }
    chats.set(jid, { lines: [], unread: 0, typing: false, draft: '' });
  }
  return chats.get(jid);
}

/** Turns to somebody, or to nobody. */
function select(jid) {
  hint('active');
  if (current) {
    chat(current).draft = $('text').value;
  }
  current = jid;
  show($('chat'), jid !== '');
  show($('nothing'), jid === '');
  $('room').classList.toggle('talking', jid !== '');
  if (jid) {
    const { lines, draft } = chat(jid);
    chat(jid).unread = 0;
    $('whom').textContent = short(jid);
    $('whom').title = jid;
    $('text').value = draft;
    $('log').ariaBusy = 'true';
    $('lines').replaceChildren(...lines.map(line));
    $('log').ariaBusy = 'false';
    $('log').scrollTop = 0;
    $('text').focus();
  }
  people();
}

function line({ mine, text, time, fate }) {
  const item = $('line').content.cloneNode(true);
  const stamp = item.querySelector('time');
  item.querySelector('li').classList.toggle('mine', mine);
  item.querySelector('.unseen').textContent = mine ? 'You:' : `${short(current)}:`;
  item.querySelector('p').textContent = text;
  stamp.dateTime = time.toISOString();
  stamp.textContent = (time.toDateString() === new Date().toDateString() ? clock : calendar).format(time);
  item.querySelector('.fate').textContent = fate;
  return item;
}

function write(jid, said) {
  const { lines } = chat(jid);
  lines.push(said);
  if (lines.length > MOST_LINES) {
    lines.shift();
  }
  if (jid === current) {
    $('lines').append(line(said));
    if ($('lines').childElementCount > MOST_LINES) {
      $('lines').firstElementChild.remove();
    }
    if (said.mine) {
      $('log').scrollTop = 0;
    }
  }
}

function hear({ from, text, time }) {
  write(from, { mine: false, text, time, fate: '' });
  chat(from).typing = false;
  if (from !== current || document.hidden) {
    chat(from).unread++;
  }
  people();
}

function say(event) {
  event.preventDefault();
  const text = $('text').value.trimEnd();
  if (text && session.connected) {
    typing = false;
    clearTimeout(pause);
    write(current, { mine: true, text, time: new Date(), id: session.say(current, text), fate: '' });
    $('text').value = '';
  }
  $('text').focus();
}

function undelivered({ id, reason }) {
  for (const [jid, { lines }] of chats) {
    const lost = lines.find((each) => each.mine && each.id === id);
    if (lost) {
      lost.fate = reason === 'service-unavailable' || reason === 'item-not-found'
        ? 'not delivered: there is no such account, or it takes no messages' : 'not delivered';
      if (jid === current) {
        $('lines').replaceChildren(...lines.map(line));
      }
    }
  }
}

/** Tells the other side whether we are typing, once for each change. */
function hint(doing) {
  clearTimeout(pause);
  const now = doing === 'composing';
  if (current && now !== typing) {
    session?.hint(current, doing);
  }
  typing = now;
  if (now) {
    pause = setTimeout(() => hint('paused'), PAUSE);
  }
}

$('domain').textContent = domain;
show($('clear'), !globalThis.isSecureContext);
transports();
$('login').addEventListener('submit', enter);
$('add').addEventListener('submit', add);
$('say').addEventListener('submit', say);
$('text').addEventListener('input', () => hint($('text').value ? 'composing' : 'active'));
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('say').requestSubmit();
  }
});
$('back').addEventListener('click', () => { select(''); $('address').focus(); });
$('retry').addEventListener('click', () => session.retry());
$('leave').addEventListener('click', leave);
globalThis.addEventListener('online', () => session?.retry());
// The page may be shown again as it was left.
globalThis.addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', () => {
  if (session && current && !document.hidden) {
    chat(current).unread = 0;
    people();
  }
});
$('name').focus();
