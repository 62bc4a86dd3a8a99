import { h } from './dom.js'
import { webAddress } from './notification.js'

/** Text with its web addresses as links, as a phone shows an SMS. @param {string} text @returns {(string | HTMLElement)[]} */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((part, i) => {
    const href = i % 2 === 1 ? webAddress(part, null) : null
    return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, part) : part
  })
}
