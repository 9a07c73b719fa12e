/** What somebody has heard and nobody has asked for yet, in its order. */
export class Ear {
  #heard = [];
  #waiting = [];

  hear(event) {
    const next = this.#waiting.shift();
    if (next) {
      next(event);
    } else {
      this.#heard.push(event);
    }
  }

  /** Resolves with the next of it. */
  next() {
    return this.#heard.length > 0
      ? Promise.resolve(this.#heard.shift())
      : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
