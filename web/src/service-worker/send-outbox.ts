import { readPass } from '../features/chat/outbox/background-pass.ts'
import { sendWaiting } from '../features/chat/outbox/background-send.ts'
import { openOutboxStore } from '../features/chat/outbox/outbox-store.ts'
import { argumentsOf } from '../features/chat/outbox/send-arguments.ts'

/** How long one message may take: the browser ends a worker that takes too long over an event. */
const patienceMs = 20_000

/**
 * Sends what a person wrote without a network, after the last page was closed. The server knows each message by its id, so a page
 * that opens meanwhile doubles nothing. Throws while something could still be sent: the browser then tries again later.
 */
export async function sendOutbox(fetchNow: typeof fetch, locks: LockManager): Promise<void> {
  const pass = await readPass()
  // a token that ran out is renewed by the app alone: it sends the rest when it is opened
  if (!pass || pass.expires_at * 1000 < Date.now()) return
  const pages = new BroadcastChannel('orderline-outbox')
  const headers = {
    apikey: pass.key,
    authorization: `Bearer ${pass.access_token}`,
    'content-type': 'application/json',
  }
  let isCutOff = false
  try {
    await sendWaiting({
      store: openOutboxStore(),
      userId: pass.user_id,
      async send(item) {
        const answer = await fetchNow(`${pass.url}/rest/v1/rpc/send_message`, {
          method: 'POST',
          headers,
          body: JSON.stringify(argumentsOf(item)),
          signal: AbortSignal.timeout(patienceMs),
        }).catch(() => null)
        if (!answer || answer.status >= 500) isCutOff = true
        return answer?.ok ?? false
      },
      alone: async (roomId, work) => locks.request(`orderline-outbox ${roomId}`, work),
      tell: () => pages.postMessage('changed'),
    })
  } finally {
    pages.close()
  }
  if (isCutOff) throw new Error('the server was not reached')
}
