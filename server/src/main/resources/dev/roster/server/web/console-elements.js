// The elements of the page. All that comes from elsewhere becomes text, never markup.
import { language, locale, say } from './words';

export const at = (id) => document.getElementById(id);

/** An element with properties, whose children are elements or texts. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    made.setAttribute(property, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** What people typed: its direction ends with it. */
export const typed = (text) => element('bdi', {}, text);

/** The parts of a sentence, with elements or texts of others in its places. */
export function parts(sentence, values = {}) {
  return sentence
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : values[part] instanceof Node ? values[part] : typed(String(values[part]))))
    .filter((part) => part !== '');
}

export function tell(node, sentence, values) {
  node.replaceChildren(...parts(sentence, values));
}

/** What people typed without the marks that turn the direction of all that follows, for titles and labels. */
export const plain = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
export const count = (forms, n, values = {}) => parts(forms[plurals.select(n)] || forms.other, { ...values, n: numbers.format(n) });

export function speak() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-say]')) {
    node.textContent = say[node.dataset.say];
  }
}

const moments = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const spans = new Intl.RelativeTimeFormat(locale);

/** A moment in the zone of the visitor, written as in mail and on the other pages: 3 March 2026 14:30. */
export function time(moment) {
  const part = Object.fromEntries(moments.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return element('time', { datetime: moment }, `${part.day} ${part.month} ${part.year} ${part.hour}:${part.minute}`);
}

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Seconds from now in words, such as "in 6 days". */
export function span(seconds) {
  const units = [['day', 86400, 1.5], ['hour', 3600, 1.5], ['minute', 60, 1.5], ['second', 1, 0]];
  const [unit, size] = units.find(([, length, least]) => Math.abs(seconds) >= least * length);
  return spans.format(Math.round(seconds / size), unit);
}

const thisMinute = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'minute');

/** The same of a moment, to the minute, and the moment itself. */
export function fromNow(moment) {
  const seconds = (Date.parse(moment) - Date.now()) / 1000;
  return [Math.abs(seconds) < 60 ? thisMinute : span(seconds), element('p', { class: 'soft' }, time(moment))];
}

export const badge = (text, kind = '', title = null) =>
  element('span', { class: ('badge ' + kind).trim(), ...(title === null ? {} : { title }) }, text);

/** A part of a sentence in English, whatever the language of the page. */
export const english = (text) => element('span', { lang: 'en' }, text);

export const roleName = (name) => say.roles[name] || name;

/** Says what became of something, to those who cannot see it too. */
export function announce(sentence, values) {
  at('news').className = '';
  tell(at('news'), sentence, values);
}

/** Says how many there are to those who cannot see it. */
export function announceCount(forms, n, values) {
  at('news').className = 'quiet';
  at('news').replaceChildren(...count(forms, n, values));
}

/** Moves the focus on, unless the visitor went elsewhere in the meantime. */
export function focusFrom(place, target) {
  if (place.contains(document.activeElement) || document.activeElement === document.body) {
    target.focus();
  }
}

/** Nothing happens by a second click while the first is under way; the focus stays where it is. */
export async function once(button, work) {
  if (button.getAttribute('aria-disabled') === 'true') {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/**
 * A table that is a list of cards on a phone. Its roles are given by name, since elements that are not laid out as a
 * table lose them.
 * @param columns pairs of a heading and what makes the content of a cell; the first one names the row
 */
export class Table {
  #columns;
  #body = element('tbody', { role: 'rowgroup' });

  constructor(caption, columns) {
    this.#columns = columns;
    const headings = columns.map(([heading]) => element('th', { scope: 'col', role: 'columnheader' }, heading));
    this.node = element(
      'table',
      { role: 'table', 'aria-label': caption },
      element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...headings)),
      this.#body,
    );
  }

  /** Adds rows, and returns them. */
  add(items) {
    const rows = items.map((item) => this.row(item));
    this.#body.append(...rows);
    return rows;
  }

  row(item) {
    const [name, ...cells] = this.#columns.map(([heading, content]) => [heading, [content(item)].flat()]);
    return element(
      'tr',
      { role: 'row' },
      element('th', { role: 'rowheader', scope: 'row' }, ...name[1]),
      ...cells.map(([heading, content]) =>
        element('td', { role: 'cell', 'data-heading': heading }, ...(content.length ? [element('div', {}, ...content)] : [])),
      ),
    );
  }

  get size() {
    return this.#body.children.length;
  }
}
