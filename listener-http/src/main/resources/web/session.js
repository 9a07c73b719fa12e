/*
 * What the page needs of XMPP, in the page's words. Strophe speaks the protocol.
 */
const { Strophe, $iq, $msg, $pres } = globalThis;
const { NS, Status } = Strophe;
Strophe.setLogLevel(Strophe.LogLevel.WARN);

const REGISTER = 'jabber:iq:register';
const CHAT_STATES = 'http://jabber.org/protocol/chatstates';
const PING = 'urn:xmpp:ping';

/** Milliseconds until a connection that has not led anywhere is given up. */
const PATIENCE = 15_000;

/** Seconds between attempts to come back grow up to this. */
const LONGEST_WAIT = 30;

/** Milliseconds between looks whether the other end is still there, and for it to answer. */
const PULSE = 30_000;

/** Contacts and others that are kept in mind. */
const MOST_PEOPLE = 1_000;

/** Resources of one of them. */
const MOST_RESOURCES = 100;

/** WebCrypto is there for secure origins only, and SCRAM needs it. */
const MECHANISMS = globalThis.isSecureContext
  ? [Strophe.SASLSHA512, Strophe.SASLSHA384, Strophe.SASLSHA256, Strophe.SASLSHA1, Strophe.SASLPlain]
  : [Strophe.SASLPlain];

/** Why nobody got in. Its message is for humans. */
export class Refusal extends Error {}

const REASONS = {
  'not-authorized': 'Wrong name or password.',
  'account-disabled': 'This account is closed.',
  'temporary-auth-failure': 'The server cannot check passwords right now. Try again in a moment.',
  'host-unknown': 'This server does not serve that domain.',
  'no-auth-mech': 'Nobody can log in here with a password.',
  'conflict': 'You are logged in elsewhere under this address, so you were logged out here.',
  'policy-violation': 'The server closed the connection: it was too much at once.',
  'resource-constraint': 'This account is logged in too often already.',
  'not-allowed': 'This account may not log in here.',
};

const REGISTRATION_REASONS = {
  'conflict': 'This name is taken. Choose another, or log in.',
  'jid-malformed': 'This cannot be a name: leave out spaces and signs such as @ and /.',
  'not-acceptable': 'This name or password will not do. Choose another.',
  'not-allowed': 'Accounts cannot be created here.',
  'forbidden': 'Accounts cannot be created here.',
  'service-unavailable': 'Accounts cannot be created here.',
  'feature-not-implemented': 'Accounts cannot be created here.',
  'resource-constraint': 'Too many accounts were created just now. Try again later.',
};

const AWAY = 'The server cannot be reached.';

/** Those after which there is no point in coming back by oneself. */
const FINAL = new Set(['not-authorized', 'account-disabled', 'host-unknown', 'no-auth-mech', 'conflict', 'not-allowed',
  'policy-violation']);

/** The condition of an error, whichever kind of element it came in. */
function condition(element) {
  const error = element?.localName === 'failure' ? element : element?.querySelector('error');
  return error?.firstElementChild?.localName ?? '';
}

/** An address without its resource as servers write it. */
function bare(jid) {
  return Strophe.getBareJidFromJid(jid).toLowerCase();
}

/** The address that somebody means, or nothing if it cannot be one. */
export function address(text, domain) {
  const jid = text.trim().replace(/^xmpp:/i, '');
  const [, local, host] = /^([^\s@/"&'<>:]+)(?:@([^\s@/]+))?$/.exec(jid) ?? [];
  return local ? `${local}@${host ?? domain}`.toLowerCase() : '';
}

/** What XML can say. */
function sayable(text) {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

/** Creates the account before it logs in, on the same stream, if it is told to (XEP-0077 §3.1). */
class Connection extends Strophe.Connection {
  newcomer = false;

  authenticate(mechanisms) {
    if (!this.newcomer) {
      super.authenticate(mechanisms);
      return;
    }
    const id = this.getUniqueId('register');
    const handler = this.addHandler((answer) => {
      if (answer.getAttribute('type') === 'result') {
        super.authenticate(mechanisms);
      } else {
        this.refused(answer);
      }
      return false;
    }, null, 'iq', ['result', 'error'], id);
    // Listens before anybody has logged in.
    handler.user = false;
    this.send($iq({ type: 'set', id })
      .c('query', { xmlns: REGISTER })
      .c('username').t(Strophe.getNodeFromJid(this.jid)).up()
      .c('password').t(this.pass));
  }
}

/**
 * One person, logged in until `leave`. When the connection is lost it comes back by itself.
 *
 * Events: `people` (something about somebody has changed), `message` {from, text, time}, `typing` {from, on},
 * `undelivered` {id}, `lost` {seconds until it is tried again}, `trying`, `back`, `over` {reason}.
 */
export class Session extends EventTarget {
  /** By address: {jid, subscription, asked, wants, online}; `wants` to see us, `online` are names of resources. */
  people = new Map();

  #url;
  #jid;
  #password;
  #connection = null;
  #condition = '';
  #sentence = '';
  #entered = null;
  #attempts = 0;
  #timer = 0;
  #over = false;

  /**
   * @param url of a WebSocket, or of BOSH
   * @param jid bare
   * @return once somebody is in
   * @throws Refusal
   */
  static async enter(url, jid, password, newcomer) {
    const session = new Session();
    session.#url = url;
    session.#jid = `${jid}/page-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    session.#password = password;
    await new Promise((resolve, reject) => {
      session.#entered = { resolve, reject };
      session.#connect(newcomer);
    });
    return session;
  }

  get jid() {
    return bare(this.#jid);
  }

  get connected() {
    return this.#connection?.authenticated ?? false;
  }

  /** @return what `undelivered` may name later */
  say(to, text) {
    const id = this.#connection.getUniqueId();
    this.#connection.send($msg({ to, id, type: 'chat' })
      .c('body').t(sayable(text)).up()
      .c('active', { xmlns: CHAT_STATES }));
    return id;
  }

  /** @param state composing, paused or active (XEP-0085) */
  hint(to, state) {
    if (this.connected) {
      this.#connection.send($msg({ to, type: 'chat' }).c(state, { xmlns: CHAT_STATES }));
    }
  }

  /** Asks to see somebody, and lets that person see us. */
  add(jid) {
    this.#person(jid).wants = false;
    for (const type of ['subscribe', 'subscribed']) {
      this.#connection.send($pres({ to: jid, type }));
    }
    this.#tell('people');
  }

  decline(jid) {
    this.#person(jid).wants = false;
    this.#connection.send($pres({ to: jid, type: 'unsubscribed' }));
    this.#tell('people');
  }

  leave() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#connection?.disconnect();
  }

  /** Comes back now rather than later. */
  retry() {
    if (!this.#over && this.#attempts > 0 && !this.#connection) {
      clearTimeout(this.#timer);
      this.#connect(false);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #connect(newcomer) {
    if (!this.#entered) {
      this.#tell('trying');
    }
    const connection = new Connection(this.#url, { mechanisms: MECHANISMS });
    connection.newcomer = newcomer;
    connection.refused = (answer) => {
      const why = condition(answer);
      this.#sentence = REGISTRATION_REASONS[why] ?? `The account was not created (${why || 'no reason given'}).`;
      connection.disconnect();
    };
    this.#connection = connection;
    this.#condition = '';
    this.#sentence = '';
    this.#timer = setTimeout(() => connection.disconnect(), PATIENCE);
    connection.connect(this.#jid, this.#password, (status, why, element) => {
      if (connection === this.#connection) {
        this.#changed(status, why, element);
      }
    });
  }

  #changed(status, why, element) {
    switch (status) {
      case Status.CONNECTED:
        clearTimeout(this.#timer);
        this.#begin();
        this.#watch(this.#connection);
        break;
      case Status.AUTHFAIL:
        this.#condition = condition(element) || why || 'not-authorized';
        // Not from within what Strophe is doing with the answer.
        setTimeout(() => this.#connection?.disconnect());
        break;
      case Status.CONNFAIL:
      case Status.ERROR:
        this.#condition ||= why ?? '';
        break;
      case Status.DISCONNECTED:
        clearTimeout(this.#timer);
        this.#connection = null;
        this.#end();
        break;
      default:
    }
  }

  #begin() {
    const connection = this.#connection;
    this.people.forEach((person) => person.online.clear());
    connection.addHandler((stanza) => this.#message(stanza), null, 'message');
    connection.addHandler((stanza) => this.#presence(stanza), null, 'presence');
    connection.addHandler((stanza) => this.#push(stanza), NS.ROSTER, 'iq', 'set');
    const ready = () => {
      connection.send($pres());
      this.#attempts = 0;
      this.#entered?.resolve();
      this.#tell(this.#entered ? 'people' : 'back');
      this.#entered = null;
    };
    connection.sendIQ($iq({ type: 'get' }).c('query', { xmlns: NS.ROSTER }), (answer) => {
      this.#roster(answer);
      ready();
    }, ready);
  }

  /** A network that is gone does not say so. Any answer will do, so a server without XEP-0199 is fine. */
  #watch(connection) {
    let answered = false;
    const hear = () => { answered = true; };
    connection.sendIQ($iq({ type: 'get', to: Strophe.getDomainFromJid(this.#jid) }).c('ping', { xmlns: PING }), hear, hear);
    this.#timer = setTimeout(() => {
      if (answered) {
        this.#watch(connection);
      } else {
        // There is nobody to wait for.
        connection.disconnection_timeout = 0;
        connection.disconnect();
      }
    }, PULSE);
  }

  /** The connection is gone, for whatever reason. */
  #end() {
    const reason = this.#sentence || (REASONS[this.#condition] ?? '');
    if (this.#entered) {
      this.#over = true;
      this.#entered.reject(new Refusal(reason || AWAY));
    } else if (this.#over || FINAL.has(this.#condition)) {
      this.#over = true;
      this.#tell('over', { reason });
    } else {
      const seconds = Math.min(2 ** this.#attempts++, LONGEST_WAIT);
      this.people.forEach((person) => person.online.clear());
      this.#timer = setTimeout(() => this.#connect(false), seconds * 1000);
      this.#tell('lost', { seconds });
    }
  }

  /** Made if it is new; strangers beyond what is kept in mind are not kept. */
  #person(jid) {
    const key = bare(jid);
    const person = this.people.get(key)
      ?? { jid: key, subscription: 'none', asked: false, wants: false, online: new Set() };
    if (this.people.size < MOST_PEOPLE) {
      this.people.set(key, person);
    }
    return person;
  }

  #roster(stanza) {
    for (const item of stanza.getElementsByTagName('item')) {
      const person = this.#person(item.getAttribute('jid'));
      person.subscription = item.getAttribute('subscription') ?? 'none';
      person.asked = item.getAttribute('ask') === 'subscribe';
      if (person.subscription === 'remove') {
        this.people.delete(person.jid);
      }
    }
    this.#tell('people');
  }

  /** Only the account itself may say who is on its list (RFC 6121 §2.1.6). */
  #push(stanza) {
    const from = stanza.getAttribute('from');
    if (!from || bare(from) === this.jid) {
      this.#roster(stanza);
      this.#connection.send($iq({ type: 'result', id: stanza.getAttribute('id') }));
    }
    return true;
  }

  #presence(stanza) {
    const from = stanza.getAttribute('from');
    const type = stanza.getAttribute('type');
    if (!from || bare(from) === this.jid) {
      return true;
    }
    const person = this.#person(from);
    const resource = Strophe.getResourceFromJid(from) ?? '';
    if (type === 'subscribe') {
      // Whom we have asked may ask back.
      if (person.asked || person.subscription === 'to' || person.subscription === 'both') {
        this.#connection.send($pres({ to: person.jid, type: 'subscribed' }));
      } else {
        person.wants = true;
      }
    } else if (!type) {
      if (person.online.size < MOST_RESOURCES) {
        person.online.add(resource);
      }
    } else if (type === 'unavailable') {
      person.online.delete(resource);
      if (person.online.size === 0) {
        this.#tell('typing', { from: person.jid, on: false });
      }
    }
    this.#tell('people');
    return true;
  }

  #message(stanza) {
    const from = stanza.getAttribute('from');
    const type = stanza.getAttribute('type') ?? 'normal';
    if (type === 'error') {
      this.#tell('undelivered', { id: stanza.getAttribute('id'), reason: condition(stanza) });
    } else if (from && (type === 'chat' || type === 'normal')) {
      const parts = [...stanza.children];
      const state = parts.find((part) => part.namespaceURI === CHAT_STATES)?.localName;
      const body = parts.find((part) => part.localName === 'body');
      const delay = parts.find((part) => part.namespaceURI === NS.DELAY);
      if (state) {
        this.#tell('typing', { from: bare(from), on: state === 'composing' });
      }
      if (body) {
        const stamp = Date.parse(delay?.getAttribute('stamp') ?? '');
        const time = Number.isNaN(stamp) ? new Date() : new Date(stamp);
        this.#tell('message', { from: this.#person(from).jid, text: body.textContent, time });
      }
    }
    return true;
  }
}
