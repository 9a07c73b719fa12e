/*
 * Figures in words, in the browser's own language where it has one for them.
 */
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const moment = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const count = (value) => whole.format(value);
export const time = (millis) => clock.format(millis);
export const date = (millis) => calendar.format(millis);
export const since = (millis) => moment.format(millis);
export const percent = (share) => `${whole.format(share * 100)} %`;

/** A number of things at a time or in a second. */
export function rate(value) {
  return Number.isInteger(value) || value >= 100 ? whole.format(value) : tenth.format(value);
}

/** 3 d 4 h, of which the smaller part says little enough to be left out in the end. */
export function span(millis) {
  if (millis >= DAY) {
    return `${whole.format(Math.floor(millis / DAY))} d ${Math.floor((millis % DAY) / HOUR)} h`;
  }
  if (millis >= HOUR) {
    return `${Math.floor(millis / HOUR)} h ${Math.floor((millis % HOUR) / MINUTE)} min`;
  }
  return millis >= MINUTE ? `${Math.floor(millis / MINUTE)} min` : `${Math.max(0, Math.floor(millis / SECOND))} s`;
}

export function bytes(value) {
  const mebi = value / 2 ** 20;
  return mebi >= 1024 ? `${tenth.format(mebi / 1024)} GiB` : `${whole.format(mebi)} MiB`;
}
