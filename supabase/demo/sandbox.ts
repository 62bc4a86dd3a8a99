import type { Ledger } from './ledger.ts'
import type { Person, Target } from './people.ts'

type Entry = { id: number; at: string; kind: string; body?: string; to?: string; payload?: unknown }

async function call(target: Target, path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${target.SANDBOX_URL}${path}`, init)
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}.`)
  return response.json()
}

/** A browser of Ada's that lives in the sandbox: registered through the shipped function, keys kept by the sandbox. */
export async function addDevice(
  target: Target,
  ada: Person,
): Promise<{ device: string; remove(): Promise<void> }> {
  const made = (await call(target, '/push/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Demo phone' }),
  })) as { id: string; endpoint: string; keys: { p256dh: string; auth: string } }
  const { error } = await ada.supabase.functions.invoke('push-subscription', {
    body: {
      device_id: crypto.randomUUID(),
      subscription: { endpoint: made.endpoint, keys: made.keys },
      user_agent: 'Demo phone',
    },
  })
  if (error) throw new Error(`The push subscription was refused: ${error.message}`)
  const remove = async () => {
    await ada.supabase.functions.invoke('push-subscription', {
      method: 'DELETE',
      body: { endpoint: made.endpoint },
    })
    await fetch(`${target.SANDBOX_URL}/push/devices/${made.id}`, { method: 'DELETE' })
  }
  return { device: made.id, remove }
}

/** The id of the newest entry, so that earlier orders are left out. */
export async function newestEntry(target: Target): Promise<number> {
  return (await entries(target, 0)).at(-1)?.id ?? 0
}

async function entries(target: Target, since: number, filter = ''): Promise<Entry[]> {
  const all: Entry[] = []
  for (let from = since; ; ) {
    const page = (await call(target, `/log?since=${from}${filter}`)) as { entries: Entry[] }
    const newest = page.entries.at(-1)?.id
    if (newest === undefined) return all
    all.push(...page.entries)
    from = newest
  }
}

/** What each text begins with tells which event it speaks of; the order's number keeps other orders out. */
const words: Record<string, string> = {
  'order.placed': 'placed',
  'order.accepted': 'accepted',
  'order.picked_up': 'picked up',
  'order.out_for_delivery': 'is on its way',
  'order.delivered': 'delivered',
}

/** Returns a function that writes what came since its last call into the ledger. */
export function watchSandbox(target: Target, since: number, number: string, device: string, ledger: Ledger) {
  const name = (text: string) =>
    Object.keys(words).find((event) => text.startsWith(`Order ${number} ${words[event]}`))
  const seen = { sms: since, push: since }
  const next = async (kind: 'sms' | 'push', to: string, text: (entry: Entry) => string) => {
    for (const entry of await entries(target, seen[kind], `&kind=${kind}${to}`)) {
      seen[kind] = entry.id
      const event = name(text(entry))
      if (event) ledger.arrive(kind, event, Date.parse(entry.at))
    }
  }
  return async () => {
    await next('sms', '', (entry) => entry.body ?? '')
    await next('push', `&to=${device}`, titleOf)
  }
}

const titleOf = (entry: Entry) =>
  (entry.payload as { notification?: { title?: string } } | null)?.notification?.title ?? ''
