import { h, keep } from './dom.js'
import { icon } from './icons.js'
import { callText, callTone, lineOf } from './log-line.js'
import { inFull, second } from './time.js'

/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('../entry.ts').Entry} Entry */
/** @typedef {Extract<Entry, { kind: 'callback' }>} Callback */

/** What the providers were asked and answered for one phone, newest first, each with the callbacks it led to. */
export function providerLog() {
  const list = h('ol', { className: 'log', tabIndex: 0, 'aria-label': 'Provider log' })
  return {
    element: list,
    /** @param {Place} place */
    show(place) {
      /** @type {Map<string, Callback[]>} */
      const calls = new Map()
      for (const entry of place.entries) {
        if (entry.kind === 'callback') calls.set(entry.about, [...(calls.get(entry.about) ?? []), entry])
      }
      const asked = place.entries.filter(({ kind }) => kind !== 'callback').toReversed()
      keep(
        list,
        asked.slice(0, 100),
        ({ id }) => String(id),
        (entry) =>
          JSON.stringify([
            entry,
            calls.get(lineOf(entry).about ?? '')?.map((c) => [c.id, c.http_status, c.attempts, c.error]),
          ]),
        (entry) => item(entry, calls.get(lineOf(entry).about ?? '') ?? []),
      )
      if (asked.length === 0)
        list.replaceChildren(h('li', { className: 'nothing' }, 'No provider was asked yet.'))
    },
  }
}

/** @param {Entry} entry @param {Callback[]} calls */
function item(entry, calls) {
  const { mark, title, pill, tone, facts } = lineOf(entry)
  const told = calls.map((call) =>
    h('span', { className: `pill ${callTone(call)}`, title: call.url }, callText(call)),
  )
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        {},
        icon(mark, 16),
        h('span', { className: 'said-only' }, entry.kind),
        h('span', { className: 'title' }, title),
        h('span', { className: `pill ${tone}` }, pill),
        h(
          'span',
          { className: 'then' },
          h('time', { dateTime: entry.at, title: inFull(entry.at) }, second(entry.at)),
          told.length > 0 && h('span', { className: 'said-only' }, 'Callbacks: '),
          ...told,
        ),
      ),
      h('dl', {}, ...known.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, shown(value))])),
    ),
  )
}

/** @param {unknown} value */
function shown(value) {
  return typeof value === 'object' ? h('pre', {}, JSON.stringify(value, null, 2)) : String(value)
}
