import * as v from 'valibot'
import type { Json } from '../../../../../supabase/database.types.ts'
import { Failure, failureOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { emptyContent, type Message, messageSchema } from '../log/message.ts'
import { makeOutbox } from './outbox.ts'
import { type OutboxItem, outcomeOf, type SendOutcome } from './outbox-queue.ts'
import { openOutboxStore } from './outbox-store.ts'

const tabs = new BroadcastChannel('orderline-outbox')
const sentListeners = new Set<(message: Message) => void>()

async function send(item: OutboxItem): Promise<SendOutcome> {
  const { data } = await supabase.auth.getSession()
  if (data.session?.user.id !== item.user_id) return { kind: 'later' }
  const { client_id, room_id, body, type, meta, reply_to, thread_root, mentions, files } = {
    // what an older version of this page left in the outbox has no more than words
    ...emptyContent,
    ...item,
  }
  const answer = await supabase
    .rpc('send_message', {
      room_id,
      client_id,
      body,
      type,
      meta: meta as Json,
      ...(reply_to && { reply_to }),
      ...(thread_root && { thread_root }),
      mentions: [...mentions],
      file_ids: [...files],
    })
    // the token of this very person: another may sign in while the request is being made
    .setHeader('Authorization', `Bearer ${data.session.access_token}`)
  const failure = failureOf(answer)
  if (failure) return outcomeOf(failure)
  const message = v.safeParse(messageSchema, answer.data)
  if (!message.success) return outcomeOf(new Failure('bad_answer', 'The answer could not be read.', 502))
  for (const listen of sentListeners) listen(message.output)
  return { kind: 'sent' }
}

/** The outbox of this browser, shared by its tabs. */
export const outbox = makeOutbox({
  store: openOutboxStore(),
  person: async () => (await supabase.auth.getSession()).data.session?.user.id ?? null,
  send: (item) => send(item).catch(() => ({ kind: 'later' as const })),
  isOnline: () => navigator.onLine,
  // browsers before 2022 have no locks: tabs may then both send, and the server keeps the first
  alone: async (work) => (navigator.locks ? navigator.locks.request('orderline-outbox', work) : work()),
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
