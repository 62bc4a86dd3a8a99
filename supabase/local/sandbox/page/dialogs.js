import { h } from './dom.js'
import { post } from './live.js'

/** @typedef {import('./places.js').Desk} Desk */

/** @param {Desk} desk */
export function showNumbers(desk) {
  const rows = desk.magic_numbers.map(({ number, says }) =>
    h('tr', {}, h('td', {}, number), h('td', {}, says)),
  )
  open(
    'Magic numbers',
    h(
      'p',
      { className: 'words' },
      'A message to one of these, or a mail to one of these names at any domain, always ends in the same way. All others arrive.',
    ),
    h('table', {}, h('tbody', {}, ...rows)),
  )
}

export function addDevice() {
  const name = h('input', {
    type: 'text',
    required: true,
    maxLength: 100,
    placeholder: "Ada's phone",
    'aria-label': 'Name',
  })
  const note = h('p', { role: 'alert' })
  const dialog = open(
    'Add a device',
    h(
      'form',
      {
        className: 'words',
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          try {
            await post('/push/devices', { name: name.value })
            dialog.close()
          } catch (error) {
            note.textContent = `Not added: ${error instanceof Error ? error.message : error}`
          }
        },
      },
      h(
        'p',
        {},
        'A push subscription with its keys held here. GET /push/devices tells endpoint and keys to subscribe it.',
      ),
      name,
      note,
      h('button', { className: 'first' }, 'Add'),
    ),
  )
}

/** @param {string} title @param {...HTMLElement} content */
function open(title, ...content) {
  const close = () => dialog.close()
  const head = h('header', {}, h('h2', {}, title), h('button', { type: 'button', onclick: close }, 'Close'))
  const dialog = h('dialog', { 'aria-label': title, onclose: () => dialog.remove() }, head, ...content)
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}
