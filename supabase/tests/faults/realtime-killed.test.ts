import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatClient, openChatClient } from '../chat/chat-client.ts'
import { type ChatStack, openChatStack } from '../chat/chat-stack.ts'
import { faultless, faultsOf, median, most, storedIn, until } from '../chat/truth.ts'

const kills = 20
let stack: ChatStack
let clients: ChatClient[]
let roomId: string
beforeAll(async () => {
  stack = await openChatStack({ isApart: true })
  const people = await Promise.all(['Ada', 'Sam', 'Grace'].map((name) => stack.person(name)))
  roomId = await stack.room(people)
  clients = await Promise.all(people.map((person) => openChatClient(stack, person)))
  await until('everybody is in', () => clients.every((client) => client.isLive()))
})
afterAll(async () => {
  await Promise.all((clients ?? []).map((client) => client.close()))
  await stack?.close()
})

test('Ada, Sam and Grace miss nothing and see nothing twice although Realtime is killed with -9 twenty times while they write', async () => {
  let said = 0
  const talk = setInterval(() => {
    const client = clients[said % clients.length]
    void client?.send(roomId, { body: `word ${said++}` })
  }, 40)
  const backMs: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const before = said
    await stack.realtime?.kill()
    // the network is up and the socket is not: everybody knows, and nobody can come in
    await until('everybody has noticed', () => clients.every((client) => !client.isLive()))
    await until('words were said meanwhile', () => said >= before + 5)
    await stack.realtime?.start()
    const [room] = await stack.sql<{ n: number }>(
      'select last_seq::int as n from public.rooms where id = $1',
      [roomId],
    )
    const wanted = room?.n ?? 0
    backMs.push(
      await until('everybody has what was said', () =>
        clients.every((client) => client.isLive() && client.lastSeq(roomId) >= wanted),
      ),
    )
  }
  clearInterval(talk)
  await until('all is sent', () => clients.every((client) => client.waiting() === 0))
  const stored = await storedIn(stack, roomId)
  const last = stored.at(-1)?.seq ?? 0
  await until('all is heard', () => clients.every((client) => client.lastSeq(roomId) >= last))
  const faults = await Promise.all(clients.map((client) => faultsOf(client, stored, roomId)))
  console.log(
    JSON.stringify({
      F3: { kills, said, stored: stored.length, faults, caughtUpMs: median(backMs), worstMs: most(backMs) },
    }),
  )
  expect(stored.map(({ body }) => body).sort()).toEqual(
    Array.from({ length: said }, (_, n) => `word ${n}`).sort(),
  )
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, n) => n + 1))
  expect(faults).toEqual(clients.map(() => faultless))
  // each wrote in an order of their own, and that order stands
  for (const n of [0, 1, 2]) {
    const own = stored.flatMap(({ body }) => {
      const word = Number(body?.slice(5))
      return word % 3 === n ? [word] : []
    })
    expect(own).toEqual([...own].sort((a, b) => a - b))
  }
}, 120_000)
