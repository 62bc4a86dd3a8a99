import { type TwilioError, twilioError } from './error.ts'

export type MessageInput = {
  to: string
  from: string | null
  body: string
  messagingServiceSid: string | null
  statusCallback: string | null
  isSmart: boolean
}

/** E.164: a plus, a country code, 8 to 15 digits in all. */
export const isE164 = (number: string): boolean => /^\+[1-9]\d{7,14}$/.test(number)

// Sending from these is an error at Twilio's test credentials too.
const badSenders: Record<string, number> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
}
const notImitated = ['MediaUrl', 'ContentSid', 'ScheduleType', 'SendAt']

/** Reads the form of `POST …/Messages.json` in the order Twilio complains. */
export function readMessage(form: URLSearchParams): MessageInput | TwilioError {
  const field = (name: string) => form.get(name) || null
  const strange = notImitated.find((name) => form.has(name))
  if (strange) return twilioError(20001, strange)

  const to = field('To')
  if (to === null) return twilioError(21604)
  if (!isE164(to)) return twilioError(21211, to)
  const from = field('From')
  const messagingServiceSid = field('MessagingServiceSid')
  if (from === null && messagingServiceSid === null) return twilioError(21603)
  if (messagingServiceSid !== null && !/^MG[0-9a-f]{32}$/i.test(messagingServiceSid))
    return twilioError(21701)
  if (from !== null && badSenders[from]) return twilioError(badSenders[from], from)
  if (from !== null && !isE164(from) && !/^[A-Za-z0-9 ]{1,11}$/.test(from)) return twilioError(21212, from)

  const body = form.get('Body') ?? ''
  if (body.trim() === '') return twilioError(21602)
  if (body.length > 1600) return twilioError(21617)
  const statusCallback = field('StatusCallback')
  if (statusCallback !== null && !isCallbackUrl(statusCallback)) return twilioError(21609, statusCallback)
  const isSmart = form.get('SmartEncoded') === 'true'
  return { to, from, body, messagingServiceSid, statusCallback, isSmart }
}

export const isTwilioError = (value: object): value is TwilioError => 'more_info' in value

/** A host name with an underscore is refused by Twilio, though browsers take it. */
function isCallbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_')
}
