/*
 * Curves over time, as SVG. Each has a sentence that says the same.
 */
import { rate } from './words.js';

const NS = 'http://www.w3.org/2000/svg';
const HEIGHT = 150;
/** Pixels below which there is room for fewer words. */
const NARROW = 340;
const EDGE = { left: 44, right: 10, top: 10, bottom: 22 };

function draw(name, attributes, parent) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  parent.append(element);
  return element;
}

/** The least of 1, 2, 5, 10 … that is not below this. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value);
}

/**
 * Strokes for the points of one curve; where looks are missing there is a gap.
 *
 * @param points [time, value], oldest first
 * @param gap milliseconds between two points above which nothing is drawn
 */
export function strokes(points, x, y, gap) {
  let path = '';
  let before = -Infinity;
  for (const [time, value] of points) {
    const alone = time - before > gap;
    path += `${alone ? 'M' : 'L'}${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
    before = time;
  }
  return path;
}

export class Plot {
  #svg;
  #curves;
  #marks;
  #values;
  #title;
  #state = null;

  /**
   * @param title what is shown, with its unit
   * @param series [{name, index}]: of each curve its name and its place in a point
   */
  constructor(parent, title, series) {
    this.#title = title;
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    const heading = document.createElement('h3');
    heading.textContent = title;
    const legend = document.createElement('ul');
    this.#svg = draw('svg', { role: 'img', height: HEIGHT, class: 'plot' }, figure);
    const frame = draw('g', { class: 'frame' }, this.#svg);
    this.#marks = {
      lines: [0, 1, 2].map(() => draw('line', {}, frame)),
      values: [0, 1, 2].map(() => draw('text', { 'text-anchor': 'end' }, frame)),
      times: [0, 1, 2, 3].map(() => draw('text', { 'text-anchor': 'middle' }, frame)),
    };
    this.#curves = series.map(({ name, index }, i) => ({
      name, index, path: draw('path', { class: `curve curve-${i}` }, this.#svg),
    }));
    this.#values = series.map(({ name }, i) => {
      const item = document.createElement('li');
      const swatch = draw('svg', { width: 18, height: 8, 'aria-hidden': 'true' }, item);
      draw('path', { class: `curve curve-${i}`, d: 'M0 4H18' }, swatch);
      item.append(` ${name} `);
      const value = document.createElement('b');
      item.append(value);
      legend.append(item);
      return value;
    });
    caption.append(heading, legend);
    figure.prepend(caption);
    parent.append(figure);
    new ResizeObserver(() => this.#redraw()).observe(figure);
  }

  /** @param points as they come, oldest first */
  show(points, now, span, period) {
    this.#state = { points, now, span, period };
    this.#redraw();
  }

  #redraw() {
    const width = this.#svg.parentElement.clientWidth;
    if (!this.#state || width === 0) {
      return;
    }
    const { points, now, span, period } = this.#state;
    const most = roundUp(Math.max(1, ...this.#curves.flatMap(({ index }) => points.map((point) => point[index]))));
    const x = (time) => EDGE.left + (1 - (now - time) / span) * (width - EDGE.left - EDGE.right);
    const y = (value) => EDGE.top + (1 - value / most) * (HEIGHT - EDGE.top - EDGE.bottom);
    this.#svg.setAttribute('width', width);
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    [0, most / 2, most].forEach((value, i) => this.#level(i, value, y(value), width));
    [15, 10, 5, 0].forEach((minutes, i) => {
      const mark = this.#marks.times[i];
      mark.setAttribute('x', x(now - (minutes * span) / 15));
      mark.setAttribute('y', HEIGHT - 6);
      mark.setAttribute('text-anchor', minutes === 0 ? 'end' : minutes === 15 ? 'start' : 'middle');
      mark.textContent = minutes === 0 ? 'now' : `−${minutes} min`;
      mark.setAttribute('visibility', minutes === 10 && width < NARROW ? 'hidden' : 'visible');
    });
    for (const { index, path } of this.#curves) {
      path.setAttribute('d', strokes(points.map((point) => [point[0], point[index]]), x, y, 3 * period));
    }
    this.#say(points);
  }

  #level(i, value, at, width) {
    const line = this.#marks.lines[i];
    line.setAttribute('x1', EDGE.left);
    line.setAttribute('x2', width - EDGE.right);
    line.setAttribute('y1', at);
    line.setAttribute('y2', at);
    const mark = this.#marks.values[i];
    mark.setAttribute('x', EDGE.left - 6);
    mark.setAttribute('y', at + 4);
    mark.textContent = rate(value);
  }

  /** The same in words. */
  #say(points) {
    const sentences = this.#curves.map(({ name, index }, i) => {
      const values = points.map((point) => point[index]);
      const latest = values.at(-1) ?? 0;
      this.#values[i].textContent = rate(latest);
      return `${name}: now ${rate(latest)}, at least ${rate(Math.min(...values, latest))},`
        + ` at most ${rate(Math.max(...values, latest))}`;
    });
    this.#svg.setAttribute('aria-label', `${this.#title}, the last 15 minutes. ${sentences.join('. ')}.`);
  }
}
