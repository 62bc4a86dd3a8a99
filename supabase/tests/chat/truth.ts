import { setTimeout as pause } from 'node:timers/promises'
import type { ChatClient } from './chat-client.ts'
import type { ChatStack } from './chat-stack.ts'

export type Stored = { id: string; seq: number; rev: number; client_id: string | null; body: string | null }

/** The room as SQL has it. */
export const storedIn = (stack: ChatStack, roomId: string) =>
  stack.sql<Stored>(
    'select id, seq::int, rev::int, client_id, body from public.messages where room_id = $1 order by seq',
    [roomId],
  )

/** What is wrong with what a client shows, measured against SQL. */
export async function faultsOf(client: ChatClient, stored: readonly Stored[], roomId: string) {
  const shown = await client.shown(roomId)
  const ids = shown.map(({ id }) => id)
  const there = new Map(shown.map((message) => [message.id, message]))
  return {
    missing: stored.filter(({ id }) => !there.has(id)).length,
    doubled: ids.length - new Set(ids).size,
    disordered: shown.filter(({ seq }, at) => at > 0 && seq <= (shown[at - 1]?.seq ?? 0)).length,
    stale: stored.filter(({ id, rev }) => there.has(id) && there.get(id)?.rev !== rev).length,
    invented: ids.filter((id) => !stored.some((one) => one.id === id)).length,
  }
}

export const faultless = { missing: 0, doubled: 0, disordered: 0, stale: 0, invented: 0 }

/** Waits until it holds; says what did not when it never does. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 30_000,
): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > ms) throw new Error(`not within ${ms} ms: ${what}`)
    await pause(10)
  }
  return performance.now() - began
}

export const median = (numbers: readonly number[]) =>
  Math.round([...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0)
export const most = (numbers: readonly number[]) => Math.round(Math.max(...numbers))
