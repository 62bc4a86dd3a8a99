import { fill, h } from './dom.js'
import { faultsCard } from './faults-card.js'
import { remove } from './live.js'
import { lockScreen } from './lock-screen.js'
import { mailView } from './mail-view.js'
import { providerLog } from './provider-log.js'
import { tabs } from './tabs.js'
import { bubblesOf, thread } from './thread.js'
import { minute } from './time.js'

/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('./places.js').Desk} Desk */
/** @typedef {{ element: HTMLElement, show(place: Place, desk: Desk): void }} PlaceView */

/**
 * One place on the desk: the phone, and beside it its provider log, its mail and the switches.
 * @param {Place} first
 * @returns {PlaceView}
 */
export function placeView(first) {
  const who = h('header', { className: 'who' })
  const time = h('span')
  const lock = lockScreen(() => dock.select('thread'))
  const sms = first.phone === null ? null : thread(first.phone)
  const screen = h(
    'div',
    { className: 'screen' },
    h('p', { className: 'status-bar', 'aria-hidden': 'true' }, time, h('i')),
    lock.element,
    sms?.element,
  )
  const dock = tabs('Screen', () => {
    showScreen(dock.selected())
    sms?.toEnd()
  })
  dock.element.className = 'dock'
  screen.append(dock.element)
  const showScreen = (/** @type {string | undefined} */ open) => {
    lock.element.hidden = open === 'thread'
    if (sms) sms.element.hidden = open !== 'thread'
  }

  const log = providerLog()
  const mail = mailView()
  const papers = tabs('Papers', () => showPaper(papers.selected()))
  const showPaper = (/** @type {string | undefined} */ open) => {
    log.element.hidden = open === 'mail'
    mail.element.hidden = open !== 'mail'
  }
  const faults = faultsCard()
  const provider = h(
    'section',
    { className: 'paper' },
    h('header', {}, h('h3', {}, 'Provider'), papers.element),
    log.element,
    mail.element,
  )
  const element = h(
    'section',
    { className: 'place', 'aria-label': first.title },
    who,
    h('div', { className: 'phone' }, screen),
    h('div', { className: 'papers' }, faults.element, provider),
  )
  return {
    element,
    show(place, desk) {
      fill(time, minute(Date.now()))
      const reachable = [place.phone, place.email].filter((to) => to !== null && to !== place.title)
      fill(who, h('h2', {}, place.title), h('p', {}, reachable.join(' · ')), devices(place))
      lock.show(place, desk)
      sms?.show(place, desk)
      const texts = place.entries.flatMap(bubblesOf).length
      dock.show(
        sms
          ? [
              ['lock', 'Lock screen'],
              ['thread', texts > 0 ? `Messages ${texts}` : 'Messages'],
            ]
          : [],
      )
      showScreen(dock.selected())
      log.show(place)
      const mails = mail.show(place)
      papers.show(
        mails > 0
          ? [
              ['log', 'Log'],
              ['mail', `Mail ${mails}`],
            ]
          : [],
      )
      showPaper(papers.selected())
      faults.show(place, desk)
    },
  }
}

/** @param {Place} place */
function devices(place) {
  const forget = (/** @type {string} */ id) => () => remove(`/push/devices/${id}`)
  return h(
    'ul',
    { className: 'devices', 'aria-label': 'Push devices' },
    ...place.devices.map(({ id, name }) =>
      h(
        'li',
        {},
        name,
        h(
          'button',
          {
            type: 'button',
            title: 'Later pushes get 410 Gone',
            'aria-label': `Remove ${name}`,
            onclick: forget(id),
          },
          '×',
        ),
      ),
    ),
  )
}
