import { h, keep } from './dom.js'
import { minute } from './time.js'

/** @typedef {import('./places.js').Place} Place */

/** The mail of one person, rendered: in a frame that may neither run a script nor load anything, and opens links beside it. */
export function mailView() {
  const choice = h('select', { 'aria-label': 'Mail', onchange: () => open(Number(choice.value)) })
  const frame = h('iframe', { title: 'Mail', loading: 'lazy', referrerPolicy: 'no-referrer' })
  frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox')
  let openId = 0
  let newest = 0
  /** @param {number} id */
  function open(id) {
    if (id === openId) return
    openId = id
    frame.src = `/mail/rendered/${id}`
  }
  return {
    element: h('div', { className: 'mails' }, choice, frame),
    /** @param {Place} place */
    show(place) {
      const mails = place.entries.filter((entry) => entry.kind === 'mail').toReversed()
      const key = (/** @type {{ id: number }} */ { id }) => String(id)
      keep(
        choice,
        mails,
        key,
        ({ status }) => status,
        (mail) =>
          h(
            'option',
            { value: String(mail.id) },
            `${minute(mail.at)}  ${mail.subject}${/^(sent|delivered)$/.test(mail.status) ? '' : ` (${mail.status})`}`,
          ),
      )
      // A new mail is shown unless an older one is being read.
      const wasNewest = openId === newest
      newest = mails[0]?.id ?? 0
      if (newest && (wasNewest || openId === 0)) open(newest)
      choice.value = String(openId)
      return mails.length
    },
  }
}
