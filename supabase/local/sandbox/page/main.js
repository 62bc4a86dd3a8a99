import { addDevice, showNumbers } from './dialogs.js'
import { byId, fill, h } from './dom.js'
import { follow, remove } from './live.js'
import { placeView } from './place.js'
import { layOut } from './places.js'

/** Phones drawn before one asks for more: a mailing to thousands must not stall the browser. */
const step = 24
/** A burst of events is one drawing. */
const pauseMs = 60

const desk = byId('desk')
const find = /** @type {HTMLInputElement} */ (byId('find'))
/** @type {Map<string, import('./place.js').PlaceView>} */
const views = new Map()
let limit = step
let isDue = false

const lines = { live: 'Live', lost: 'Connection lost, trying again' }
const live = follow(
  (state) => {
    const line = byId('line')
    line.dataset.state = state
    fill(line, lines[state])
  },
  () => {
    if (isDue) return
    isDue = true
    setTimeout(draw, pauseMs)
  },
)

function draw() {
  isDue = false
  const now = live.desk()
  const entries = [...live.entries()]
  const places = layOut(now, entries)
  const wanted = find.value.trim().toLowerCase()
  const found = places.filter(({ title, phone, email, devices }) =>
    [title, phone ?? '', email ?? '', ...devices.map(({ name }) => name)].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  )
  const shown = found.slice(0, limit)
  for (const place of shown) {
    const view = views.get(place.key) ?? placeView(place)
    views.set(place.key, view)
    view.show(place, now)
  }
  const keys = new Set(shown.map(({ key }) => key))
  for (const key of views.keys()) if (!keys.has(key)) views.delete(key)
  const elements = shown.map(({ key }) => views.get(key)?.element).filter((element) => element !== undefined)
  // Moving a node reloads its frames, so only what changed its place is touched.
  for (const child of [...desk.children]) if (!elements.some((element) => element === child)) child.remove()
  for (const [i, element] of elements.entries()) {
    if (desk.children[i] !== element) desk.insertBefore(element, desk.children[i] ?? null)
  }
  if (shown.length === 0) fill(desk, empty(wanted !== ''))
  desk.removeAttribute('aria-busy')
  byId('more').hidden = found.length <= shown.length
  fill(byId('counts'), ...counts(entries))
}

/** @param {boolean} isSearch */
function empty(isSearch) {
  const text = isSearch
    ? 'No phone of that name or number.'
    : 'No phone on the desk yet. Each number, device or address that is sent something gets one.'
  return h(
    'div',
    { className: 'empty' },
    h('p', {}, text),
    !isSearch && h('button', { className: 'first', type: 'button', onclick: addDevice }, 'Add a device'),
  )
}

/** @param {import('../entry.ts').Entry[]} entries */
function counts(entries) {
  const names = { sms: 'SMS', push: 'Push', mail: 'Mail', callback: 'Callbacks' }
  return Object.entries(names).map(([kind, name]) =>
    h('li', {}, h('b', {}, String(entries.filter((e) => e.kind === kind).length)), ` ${name}`),
  )
}

find.addEventListener('input', draw)
byId('more').addEventListener('click', () => {
  limit += step
  draw()
})
byId('show-numbers').addEventListener('click', () => showNumbers(live.desk()))
byId('add-device').addEventListener('click', addDevice)
byId('clear').addEventListener('click', () => remove('/log'))
setInterval(draw, 30_000) // the clocks
