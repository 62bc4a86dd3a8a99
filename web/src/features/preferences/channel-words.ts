import type { Cell, Channel } from './grid.ts'
import type { Words } from './words.ts'

/** Which words each channel has; sentences are whole in every language, so nothing is put together here. */
const keys = {
  in_app: { name: 'inApp', of: 'inAppOf', not: 'notSentInApp' },
  web_push: { name: 'push', of: 'pushOf', not: 'notSentPush' },
  sms: { name: 'sms', of: 'smsOf', not: 'notSentSms' },
  email: { name: 'email', of: 'emailOf', not: 'notSentEmail' },
} as const

export const channelName = (words: Words, channel: Channel): string => words[keys[channel].name]
/** "Your orders by SMS" */
export const channelOf = (words: Words, channel: Channel, category: string): string =>
  words[keys[channel].of](category)
export const notSentBy = (words: Words, channel: Channel): string => words[keys[channel].not]

export function whyLocked(words: Words, reason: Cell['reason']): string {
  return reason === 'critical' || reason === 'stopped' || reason === 'unreachable' ? words[reason] : ''
}
