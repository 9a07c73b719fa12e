/** Two clients that see each other come, chat in turn, and see each other go. Runs in Node.js and in browsers. */

const STATUS = 'on the balcony ♥ & <so on> "\']]>';

/**
 * @param enter logs somebody in and resolves with {jid, show(to, status), say(to, text), next(), leave()}
 * @param people two of {service, domain, username, password}
 * @param words that each says to the other
 * @return what each has heard: [{who, event, type, text}]
 */
export async function talk(enter, people, words) {
  const [one, other] = await Promise.all(people.map(enter));
  const told = [];
  const hears = async (listener, speaker) => {
    const { event, type, from, text } = await listener.next();
    const who = people[listener === one ? 0 : 1].username;
    told.push({ who, event, type, text, known: from === speaker.jid });
  };
  await one.show(other.jid, STATUS);
  await hears(other, one);
  for (const word of words) {
    await one.say(other.jid, word);
    await hears(other, one);
    await other.say(one.jid, word);
    await hears(one, other);
  }
  await one.leave();
  await hears(other, one);
  await other.leave();
  return told;
}
