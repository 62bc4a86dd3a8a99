import { type Answer, ask, type Silence } from '../_shared/ask.ts'
import { clean, type Outcome, retryAfter } from '../_shared/outcome.ts'
import { encrypt } from './encrypt.ts'

export type PushMessage = {
  endpoint: URL
  keys: { p256dh: Uint8Array; auth: Uint8Array }
  plaintext: Uint8Array
  /** Seconds the push service may keep it for a browser that is away; 0 is now or never. */
  ttlS: number
  urgency: 'low' | 'normal' | 'high'
  topic: string
}

export type PushService = (message: PushMessage) => Promise<Outcome>

type Options = { vapid(endpoint: URL): Promise<string>; timeoutMs?: number }

const maxAnswerBytes = 1024

/** Hands one encrypted message to a push service: RFC 8030. The answer's meaning is in `readAnswer`. */
export function pushService({ vapid, timeoutMs = 6000 }: Options): PushService {
  return async (message) => {
    const request = await requestOf(message, vapid)
    return readAnswer(await ask(message.endpoint, request, { timeoutMs, maxBytes: maxAnswerBytes }))
  }
}

/** The whole request of one message, encrypted and signed. Sends nothing: also what a bench measures. */
export async function requestOf(message: PushMessage, vapid: Options['vapid']) {
  const headers = {
    authorization: await vapid(message.endpoint),
    'content-type': 'application/octet-stream',
    'content-encoding': 'aes128gcm',
    ttl: String(message.ttlS),
    urgency: message.urgency,
    topic: message.topic,
  }
  return { method: 'POST', headers, body: await encrypt(message.plaintext, message.keys) }
}

/**
 * No outcome is ambiguous: a push that arrives twice replaces itself by its tag, so a lost answer is simply tried again.
 * A refused VAPID key is ours to mend and never costs a person their subscription.
 */
export function readAnswer(answer: Answer | Silence): Outcome {
  if ('silence' in answer) {
    const code = { not_sent: 'not_connected', timeout: 'timeout', broken: 'connection_lost' }[answer.silence]
    return { outcome: 'retry', code, error: clean(answer.error) }
  }
  const { status, headers } = answer
  const trouble = { http_status: status, error: clean(answer.text) }
  if (status >= 200 && status < 300) {
    const location = headers.get('location')
    return {
      outcome: 'accepted',
      http_status: status,
      ...(location ? { provider_message_id: clean(location, 500) } : {}),
    }
  }
  if (status === 404 || status === 410) return { outcome: 'gone', code: String(status), ...trouble }
  if (status === 401 || status === 403) return { outcome: 'retry', code: 'vapid_refused', ...trouble }
  if (status === 413) return { outcome: 'permanent', code: 'payload_too_large', ...trouble }
  if (status === 429)
    return { outcome: 'retry', code: '429', ...retryAfter(headers.get('retry-after')), ...trouble }
  if (status >= 500)
    return { outcome: 'retry', code: String(status), ...retryAfter(headers.get('retry-after')), ...trouble }
  // a redirect would lead us where the allow-list does not
  return { outcome: 'permanent', code: status < 400 ? 'redirected' : String(status), ...trouble }
}
