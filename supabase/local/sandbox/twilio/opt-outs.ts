import type { Inbound } from '../entry.ts'

// The default keywords: twilio.com/docs/messaging/tutorials/advanced-opt-out
const stop = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL']
const start = ['START', 'YES', 'UNSTOP']
const help = ['HELP', 'INFO']

/** The whole message must be the keyword; case and outer blanks do not matter. */
export function keywordOf(body: string): Inbound['keyword'] {
  const word = body.trim().toUpperCase()
  if (stop.includes(word)) return 'stop'
  if (start.includes(word)) return 'start'
  return help.includes(word) ? 'help' : null
}

/** What Twilio itself answers to a keyword, without asking anybody. */
export const keywordReplies: Record<NonNullable<Inbound['keyword']>, string> = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}
