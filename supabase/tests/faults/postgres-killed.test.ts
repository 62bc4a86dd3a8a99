import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childrenOf } from '../../local/tests/process-tree.ts'
import { type ChatClient, openChatClient } from '../chat/chat-client.ts'
import { type ChatStack, openChatStack } from '../chat/chat-stack.ts'
import { faultless, faultsOf, median, most, storedIn, until } from '../chat/truth.ts'

const kills = 10
const writersEach = 4
/** The app asks every 30 s. What is written before Realtime has found the database again is heard by nobody. */
const watchMs = 2000
let stack: ChatStack
let clients: ChatClient[]
let roomId: string
beforeAll(async () => {
  stack = await openChatStack()
  const people = await Promise.all(['Ada', 'Sam'].map((name) => stack.person(name)))
  roomId = await stack.room(people)
  clients = await Promise.all(
    people.map((person) => openChatClient(stack, person, { answerMs: 5000, watchMs })),
  )
  await until('both are in', () => clients.every((client) => client.isLive()))
})
afterAll(async () => {
  await Promise.all((clients ?? []).map((client) => client.close()))
  await stack?.close()
})

/** kill -9; a worker may have ended by itself meanwhile. */
function killHard(pid: number): void {
  // 0 would be everybody in our own group
  if (pid <= 0) throw new Error('Postgres has no process')
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

test('no word that was acknowledged to Ada or Sam is lost or doubled although Postgres is killed with -9 ten times while they write', async () => {
  const acknowledged = new Map<string, number>()
  const asked = new Set<string>()
  let isOver = false
  let tries = 0
  /** Writes one message after another, each until it is acknowledged, always under the same client_id. */
  async function write({ supabase }: ChatClient): Promise<void> {
    while (!isOver) {
      const client_id = randomUUID()
      asked.add(client_id)
      for (;;) {
        tries++
        const { data, error } = await supabase.rpc('send_message', {
          room_id: roomId,
          client_id,
          body: client_id,
        })
        if (!error) {
          acknowledged.set(client_id, data.seq)
          break
        }
        await pause(100)
      }
    }
  }
  const writers = clients.flatMap((client) => Array.from({ length: writersEach }, () => write(client)))
  const backMs: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const before = acknowledged.size
    await until('there is load', () => acknowledged.size >= before + 50)
    // its workers too: alone they would go on answering for a moment
    const { pid } = stack.postgres
    for (const one of [pid, ...childrenOf(pid)]) killHard(one)
    const killed = acknowledged.size
    // those on their way when it died may still come in; more than that only a new Postgres can say
    backMs.push(
      await until(
        'words are taken again',
        () => acknowledged.size > killed + clients.length * writersEach,
        60_000,
      ),
    )
  }
  isOver = true
  await Promise.all(writers)
  const stored = await storedIn(stack, roomId)
  const times = new Map<string, number>()
  for (const { client_id } of stored) times.set(client_id ?? '', (times.get(client_id ?? '') ?? 0) + 1)
  const seqOf = new Map(stored.map(({ client_id, seq }) => [client_id, seq]))
  const lost = [...acknowledged].filter(([id]) => !times.has(id)).length
  const renumbered = [...acknowledged].filter(([id, seq]) => times.has(id) && seqOf.get(id) !== seq).length
  const doubled = [...times.values()].filter((count) => count > 1).length
  const last = stored.at(-1)?.seq ?? 0
  await until('both have it all', () => clients.every((client) => client.lastSeq(roomId) >= last))
  const faults = await Promise.all(clients.map((client) => faultsOf(client, stored, roomId)))
  const figures = { kills, tries, acknowledged: acknowledged.size, lost, doubled, renumbered }
  console.log(JSON.stringify({ F2: { ...figures, backMs: median(backMs), worstMs: most(backMs), faults } }))
  expect({ lost, doubled, renumbered }).toEqual({ lost: 0, doubled: 0, renumbered: 0 })
  expect(stored).toHaveLength(asked.size)
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, n) => n + 1))
  expect(faults).toEqual(clients.map(() => faultless))
}, 120_000)
