import { fill, h, keep } from './dom.js'
import { linked } from './linked.js'
import { post } from './live.js'
import { inFull, minute } from './time.js'

/** @typedef {import('./places.js').Place} Place */
/** @typedef {import('./places.js').Desk} Desk */
/** @typedef {{ key: string, text: string, at: string, style: '' | 'own' | 'lost', note?: string }} Bubble */

/**
 * The SMS thread of one phone with a composer; what is typed here arrives at the app as an inbound SMS.
 * @param {string} phone
 */
export function thread(phone) {
  const title = h('p', { className: 'with' })
  const bubbles = h('ol', { className: 'bubbles', 'aria-label': 'SMS' })
  const note = h('p', { className: 'said-only', role: 'alert' })
  const text = h('input', {
    type: 'text',
    maxLength: 1600,
    placeholder: 'Text message',
    'aria-label': `Write as ${phone}`,
  })
  const write = (/** @type {string} */ body) =>
    post('/sms/inbound', { from: phone, body }).then(
      () => fill(note),
      (/** @type {Error} */ error) => fill(note, `Not sent: ${error.message}`),
    )
  const form = h(
    'form',
    {
      className: 'row',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault()
        if (text.value.trim() === '') return
        write(text.value)
        text.value = ''
      },
    },
    text,
    h('button', {}, 'Send'),
  )
  const chips = ['STOP', 'START', 'HELP'].map((word) =>
    h('button', { type: 'button', onclick: () => write(word) }, word),
  )
  const composer = h(
    'div',
    { className: 'composer' },
    h('div', { className: 'row chips' }, ...chips),
    form,
    note,
  )
  const toEnd = () => {
    bubbles.scrollTop = bubbles.scrollHeight
  }
  return {
    element: h('div', { className: 'thread' }, title, bubbles, composer),
    toEnd,
    /** @param {Place} place @param {Desk} desk */
    show(place, desk) {
      fill(title, desk.opted_out.includes(phone) ? 'Has sent STOP: refused with 21610' : phone)
      const isAtEnd = bubbles.scrollHeight - bubbles.scrollTop - bubbles.clientHeight < 40
      const said = place.entries.flatMap(bubblesOf)
      keep(
        bubbles,
        said,
        ({ key }) => key,
        ({ text: t, style }) => `${style} ${t}`,
        bubble,
      )
      if (isAtEnd) toEnd()
    },
  }
}

/** @param {import('../entry.ts').Entry} entry @returns {Bubble[]} */
export function bubblesOf(entry) {
  const { id, at } = entry
  if (entry.kind === 'sms') {
    const { status, error_code, body, via } = entry
    if (status === 'sent' || status === 'delivered') {
      const note = via === 'vonage' ? { note: `${minute(at)} · by Vonage` } : {}
      return [{ key: `${id}`, text: body, at, style: '', ...note }]
    }
    const isLost = status === 'undelivered' || status === 'failed'
    return isLost
      ? [{ key: `${id}`, text: `Never arrived (${error_code}): ${body.slice(0, 60)}`, at, style: 'lost' }]
      : []
  }
  if (entry.kind !== 'inbound') return []
  /** @type {Bubble[]} */
  const own = [{ key: `${id}`, text: entry.body, at, style: 'own' }]
  return entry.reply
    ? [...own, { key: `${id} reply`, text: entry.reply, at, style: '', note: answeredBy(entry) }]
    : own
}

/** @param {import('../entry.ts').Inbound} inbound */
function answeredBy({ keyword, replied_by }) {
  return replied_by === 'function' || !keyword ? 'answered by the function' : 'answered by Twilio itself'
}

/** @param {Bubble} bubble */
function bubble({ text, at, style, note }) {
  return h(
    'li',
    { className: `bubble ${style}`, title: inFull(at) },
    ...linked(text),
    style !== 'lost' && h('small', {}, note ?? minute(at)),
  )
}
