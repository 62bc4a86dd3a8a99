const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const exact = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** @param {string | number | Date} at */
export const minute = (at) => clock.format(new Date(at))
/** @param {string} at */
export const second = (at) => exact.format(new Date(at))
/** @param {Date} at */
export const date = (at) => day.format(at)
/** @param {string} at */
export const inFull = (at) => full.format(new Date(at))
