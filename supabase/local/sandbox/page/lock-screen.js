import { fill, h, keep } from './dom.js'
import { icon } from './icons.js'
import { readNotification, webAddress } from './notification.js'
import { date, minute } from './time.js'

/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('./places.js').Desk} Desk */
/** @typedef {Extract<import('../entry.ts').Entry, { kind: 'push' }>} Push */
/** @typedef {Extract<import('../entry.ts').Entry, { kind: 'sms' }>} Sms */

/**
 * The lock screen: clock, and a banner for each push and SMS that reached the phone, newest first.
 * @param {() => void} openThread
 */
export function lockScreen(openThread) {
  const clock = h('p', { className: 'clock' })
  const banners = h('ul', { className: 'banners', 'aria-label': 'Notifications' })
  const nothing = h('p', { className: 'nothing' }, 'Nothing has arrived yet.')
  const element = h('div', { className: 'lock' }, clock, nothing, banners)
  return {
    element,
    /** @param {Place} place @param {Desk} desk */
    show(place, desk) {
      const now = new Date()
      fill(clock, h('span', { className: 'time' }, minute(now)), h('span', {}, date(now)))
      const arrived = visible(place).reverse()
      nothing.hidden = arrived.length > 0
      banners.hidden = arrived.length === 0
      const hasSeveral = new Set(arrived.map((entry) => entry.kind === 'push' && entry.device_name)).size > 1
      keep(
        banners,
        arrived,
        ({ id }) => String(id),
        () => `${desk.app_url} ${hasSeveral}`,
        (entry) => (entry.kind === 'push' ? pushBanner(entry, desk.app_url) : smsBanner(entry, openThread)),
      )
    },
  }
}

/** A later push of the same topic or tag takes the place of the earlier, as on a real phone. @param {Place} place */
function visible(place) {
  /** @type {Map<string, Push | Sms>} */
  const shown = new Map()
  for (const entry of place.entries) {
    if (entry.kind === 'sms' && (entry.status === 'sent' || entry.status === 'delivered'))
      shown.set(String(entry.id), entry)
    if (entry.kind !== 'push' || entry.outcome !== 'delivered' || entry.replaced_by !== null) continue
    const { tag } = readNotification(entry.payload)
    const key = tag ? `${entry.device} ${tag}` : String(entry.id)
    shown.delete(key)
    shown.set(key, entry)
  }
  return [...shown.values()].slice(-30)
}

/** @param {Push} push @param {string | null} appUrl */
function pushBanner(push, appUrl) {
  const { title, body, url, image, actions } = readNotification(push.payload)
  const href = webAddress(url, appUrl)
  const picture = webAddress(image, appUrl)
  const link = href ? { href, target: '_blank', rel: 'noopener noreferrer', title: href } : {}
  return h(
    'li',
    { className: 'banner' },
    h(
      href ? 'a' : 'div',
      { ...link, onclick: markOpened },
      h('span', { className: 'app' }, icon('bell')),
      h('span', { className: 'from' }, h('span', {}, push.device_name), h('span', {}, minute(push.at))),
      h('b', {}, title),
      h('span', { className: 'text' }, body),
    ),
    (actions.length > 0 || picture) &&
      h(
        'p',
        { className: 'actions' },
        ...actions.map((action) => button(action.title, webAddress(action.url, appUrl))),
        picture && button('Picture', picture),
      ),
  )
}

/** @param {string} title @param {string | null} href */
function button(title, href) {
  return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, title) : h('span', {}, title)
}

/** @param {Event} event */
function markOpened({ currentTarget }) {
  if (currentTarget instanceof HTMLAnchorElement) currentTarget.classList.add('opened')
}

/** @param {Sms} sms @param {() => void} openThread */
function smsBanner(sms, openThread) {
  return h(
    'li',
    { className: 'banner' },
    h(
      'button',
      { type: 'button', onclick: openThread },
      h('span', { className: 'app sms' }, icon('bubble')),
      h('span', { className: 'from' }, h('span', {}, 'Messages'), h('span', {}, minute(sms.at))),
      h('b', {}, sms.from ?? 'Verify'),
      h('span', { className: 'text' }, sms.body),
    ),
  )
}
