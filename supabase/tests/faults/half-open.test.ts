import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChatClient, openChatClient } from '../chat/chat-client.ts'
import { type ChatStack, openChatStack } from '../chat/chat-stack.ts'
import { faultless, faultsOf, storedIn, until } from '../chat/truth.ts'
import { openWire, type Wire } from '../chat/wire.ts'

// the app's 25 s between heartbeats, its 20 s for an answer and a minute of silence, each divided by 25
const heartbeatMs = 1000
const answerMs = 800
const silenceMs = 2400
/** For a machine that is slow to notice anything; who never noticed would wait for 30 s. */
const roomMs = 3000

let stack: ChatStack
let wire: Wire
let ada: ChatClient
let sam: ChatClient
let roomId: string
beforeAll(async () => {
  stack = await openChatStack()
  const people = await Promise.all(['Ada', 'Sam'].map((name) => stack.person(name)))
  const [first, second] = people
  if (!first || !second) throw new Error('nobody is there')
  roomId = await stack.room(people)
  wire = await openWire(stack.port)
  ada = await openChatClient(stack, first, {
    ...{ url: wire.url, answerMs },
    realtime: { heartbeatIntervalMs: heartbeatMs },
  })
  sam = await openChatClient(stack, second)
  await until('both are in', () => ada.isLive() && sam.isLive())
})
afterAll(async () => {
  await wire?.close()
  await Promise.all([ada?.close(), sam?.close()])
  await stack?.close()
})

test('Ada, whose connection died without a word, notices within two heartbeats and then has all that Sam said in a minute', async () => {
  for (let round = 0; round < 2; round++) {
    await sam.send(roomId, { body: `before ${round}` })
    await until('Ada hears Sam', () => ada.lastSeq(roomId) === round * 31 + 1)
    wire.die()
    const died = performance.now()
    const noticed = until('Ada notices', () => !ada.isLive())
    for (let n = 0; n < 20; n++) void sam.send(roomId, { body: `meanwhile ${round} ${n}` })
    for (let n = 0; n < 10; n++) void ada.send(roomId, { body: `from the lift ${round} ${n}` })
    const noticedMs = await noticed
    await pause(Math.max(0, silenceMs - (performance.now() - died)))
    expect(ada.waiting()).toBe(10)
    wire.heal()
    const healed = performance.now()
    await until('all is said and heard', () =>
      [ada, sam].every((client) => client.waiting() === 0 && client.lastSeq(roomId) === (round + 1) * 31),
    )
    const caughtUpMs = Math.round(performance.now() - healed)
    const stored = await storedIn(stack, roomId)
    const faults = await Promise.all([ada, sam].map((client) => faultsOf(client, stored, roomId)))
    const heartbeats = Math.round((noticedMs / heartbeatMs) * 100) / 100
    console.log(
      JSON.stringify({ F7: { silenceMs, noticedMs: Math.round(noticedMs), heartbeats, caughtUpMs, faults } }),
    )
    expect(faults).toEqual([faultless, faultless])
    expect(noticedMs, 'ms until Ada noticed').toBeLessThan(2 * heartbeatMs + roomMs)
    const own = stored.flatMap(({ body }) => (body?.startsWith(`from the lift ${round}`) ? [body] : []))
    expect(own).toEqual(Array.from({ length: 10 }, (_, n) => `from the lift ${round} ${n}`))
  }
}, 90_000)
