import { fill, h, keep } from './dom.js'
import { post, remove } from './live.js'
import { tabs } from './tabs.js'

/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('./places.js').Desk} Desk */
/** @typedef {import('../fault.ts').Fault} Fault */
/** @typedef {'sms' | 'vonage' | 'push' | 'mail'} Kind */

const names = { sms: 'SMS', vonage: 'Vonage', push: 'push', mail: 'mail' }
/** @type {Record<Kind, [label: string, fault: Partial<Fault>][]>} */
const failures = {
  sms: [
    ...[30003, 30004, 30005, 30006, 30007, 30008, 30034, 30036].map(
      (code) => /** @type {[string, Partial<Fault>]} */ ([String(code), { mode: 'status', code }]),
    ),
    ['21614', { mode: 'fail', code: 21614 }],
    ['HTTP 429', { mode: 'fail', http_status: 429 }],
    ['HTTP 500', { mode: 'fail', http_status: 500 }],
  ],
  vonage: [
    ...[30003, 30005, 30007, 30008].map(
      (code) => /** @type {[string, Partial<Fault>]} */ ([String(code), { mode: 'status', code }]),
    ),
    ['HTTP 429', { mode: 'fail', http_status: 429 }],
    ['HTTP 500', { mode: 'fail', http_status: 500 }],
  ],
  push: [410, 404, 403, 413, 429, 500].map((http_status) => [
    `HTTP ${http_status}`,
    { mode: 'fail', http_status },
  ]),
  mail: [500, 429, 422].map((http_status) => [`HTTP ${http_status}`, { mode: 'fail', http_status }]),
}

/** Switches for what goes wrong next time; each goes off by itself when it has done its work. */
export function faultsCard() {
  const list = h('ul', { className: 'faults' })
  const title = h('h3')
  /** @type {Place | undefined} */
  let place
  /** @type {Desk | undefined} */
  let desk
  let drawn = ''
  /** @type {ReturnType<typeof tabs<Kind>>} */
  const kinds = tabs('Which one', () => draw())
  const which = h('select', { 'aria-label': 'Device', onchange: () => draw() })

  /** @param {Kind} kind */
  const recipient = (kind) => {
    if (kind === 'sms') return place?.phone
    // only where it has sent something: most people never meet the second provider
    if (kind === 'vonage') return place?.entries.some(isByVonage) ? place.phone : undefined
    return kind === 'mail' ? place?.email : which.value || lastDevice(place)
  }

  const draw = () => {
    const kind = kinds.selected()
    const to = kind && recipient(kind)
    if (!kind || !to || !desk) return list.replaceChildren()
    const armed = desk.faults.filter((fault) => fault.kind === kind && (fault.to ?? fault.device) === to)
    const version = JSON.stringify([kind, to, armed])
    if (version === drawn) return
    drawn = version
    const isChoice = kind === 'push' && which.options.length > 1
    if (isChoice) fill(title, 'The next to ', which)
    else fill(title, kinds.element.hidden ? `The next ${names[kind]}` : 'The next')
    list.replaceChildren(...rows(kind, to, armed))
  }
  return {
    element: h('section', { className: 'paper' }, h('header', {}, title, kinds.element), list),
    /** @param {Place} nextPlace @param {Desk} nextDesk */
    show(nextPlace, nextDesk) {
      place = nextPlace
      desk = nextDesk
      const device = (/** @type {import('./places.js').Device} */ { id, name }) =>
        h('option', { value: id }, name)
      keep(
        which,
        place.devices,
        ({ id }) => id,
        ({ name }) => name,
        device,
      )
      const has = /** @type {Kind[]} */ (['sms', 'vonage', 'push', 'mail']).filter(recipient)
      kinds.show(has.map((kind) => [kind, names[kind]]))
      draw()
    },
  }
}

/** @param {Kind} kind @param {string} to @param {Fault[]} armed */
function rows(kind, to, armed) {
  const isFailure = (/** @type {Fault} */ fault) => fault.mode === 'fail' || fault.mode === 'status'
  const failing = armed.find(isFailure)
  const choice = h(
    'select',
    { 'aria-label': 'Code', disabled: failing !== undefined },
    ...failures[kind].map(([label]) => h('option', {}, label)),
  )
  if (failing) {
    const code = failing.code ?? failing.http_status
    choice.value = failures[kind].find(([, fault]) => (fault.code ?? fault.http_status) === code)?.[0] ?? ''
  }
  const arm = (/** @type {object} */ fault) =>
    post('/faults', { kind, [kind === 'push' ? 'device' : 'to']: to, ...fault })
  const fail = () => arm(failures[kind][choice.selectedIndex]?.[1] ?? {})
  return [
    row(['fails with', choice], 'Fail the next one', failing, fail),
    row(
      ['is answered after 20 s'],
      'Answer after 20 s',
      armed.find(({ mode }) => mode === 'delay'),
      () => arm({ mode: 'delay', ms: 20_000 }),
    ),
    row(
      ['arrives, its answer is lost'],
      'Lose the answer',
      armed.find(({ mode }) => mode === 'lose'),
      () => arm({ mode: 'lose' }),
    ),
  ]
}

/** @param {(string | Node)[]} what @param {string} label @param {Fault | undefined} armed @param {() => Promise<void>} arm */
function row(what, label, armed, arm) {
  const toggle = () => (armed ? remove(`/faults/${armed.id}`) : arm())
  const isOn = String(armed !== undefined)
  const button = h('button', {
    type: 'button',
    className: 'switch',
    role: 'switch',
    'aria-checked': isOn,
    'aria-label': label,
    onclick: toggle,
  })
  return h('li', {}, h('span', { className: 'what' }, ...what), button)
}

/** A device that was removed can still be sent to. @param {Place | undefined} place */
function lastDevice(place) {
  const push = place?.entries.findLast((entry) => entry.kind === 'push')
  return push?.kind === 'push' ? push.device : undefined
}

/** @param {import('../entry.ts').Entry} entry */
function isByVonage(entry) {
  return entry.kind === 'sms' && entry.via === 'vonage'
}
