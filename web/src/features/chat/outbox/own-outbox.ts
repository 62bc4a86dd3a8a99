import { storedSession } from '../../../lib/session-storage.ts'
import { supabase } from '../../../lib/supabase-whole.ts'
import { uploadFile } from '../files/upload.ts'
import type { Message } from '../log/message.ts'
import { makeOutbox } from './outbox.ts'
import { openOutboxStore } from './outbox-store.ts'
import { sendCall } from './send-call.ts'

const tabs = new BroadcastChannel('orderline-outbox')
const sentListeners = new Set<(message: Message) => void>()
const session = async () => (await supabase.auth.getSession()).data.session
/** Tells whoever shows the room of a message that this browser has sent or changed. */
export const hearOwn = (message: Message) => {
  for (const listen of sentListeners) listen(message)
}

/** The outbox of this browser, shared by its tabs. */
export const outbox = makeOutbox({
  store: openOutboxStore(),
  // not the session: without a network a token that ran out cannot be renewed, and what waits is shown all the same
  person: async () => storedSession()?.user.id ?? null,
  async send(item) {
    const later = { kind: 'later' } as const
    const mine = await session()
    if (mine?.user.id !== item.user_id) return later
    return sendCall(supabase, mine.access_token, item, hearOwn).catch(() => later)
  },
  upload: (...asked) => uploadFile(...asked).catch(() => ({ kind: 'later' as const })),
  isOnline: () => navigator.onLine,
  // browsers before 2022 have no locks: tabs may then both send, and the server keeps the first
  alone: async (roomId, work) =>
    navigator.locks ? navigator.locks.request(`orderline-outbox ${roomId}`, work) : work(),
  tell: () => tabs.postMessage('changed'),
  later: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

/** Hears each message of this browser as the server stored it; returns its own ending. */
export function listenSent(listen: (message: Message) => void): () => void {
  sentListeners.add(listen)
  return () => sentListeners.delete(listen)
}

/** Sends what waits: now, when the network or the page comes back, and when its author signs in. */
export function runOutbox(): () => void {
  const flush = () => void outbox.flush()
  const onVisible = () => {
    if (document.visibilityState === 'visible') flush()
  }
  const reread = () => void outbox.reread()
  tabs.addEventListener('message', reread)
  window.addEventListener('online', flush)
  document.addEventListener('visibilitychange', onVisible)
  // a call to auth inside its own callback would wait for itself
  const { data } = supabase.auth.onAuthStateChange(() => void setTimeout(() => outbox.reread().then(flush)))
  return () => {
    tabs.removeEventListener('message', reread)
    window.removeEventListener('online', flush)
    document.removeEventListener('visibilitychange', onVisible)
    data.subscription.unsubscribe()
  }
}
