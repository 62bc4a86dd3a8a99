import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChatClient } from '../chat/chat-client.ts'
import { type ChatStack, openChatStack } from '../chat/chat-stack.ts'
import { converse, steps, type Talker } from '../chat/conversation.ts'
import { until } from '../chat/truth.ts'
import { openWire } from '../chat/wire.ts'

/** CONVERSATION_SECONDS=600 looks for longer; CONVERSATION_SEED=… begins where a run that failed began. */
const seconds = Number(process.env.CONVERSATION_SECONDS ?? 15)
const seed = Number(process.env.CONVERSATION_SEED ?? Date.now() % 2 ** 31)

let stack: ChatStack
const talkers: Talker[] = []
beforeAll(async () => {
  stack = await openChatStack()
  for (const [name, role] of [
    ['Grace', 'staff'],
    ['Ada', 'customer'],
    ['Ben', 'customer'],
    ['Cleo', 'partner'],
  ] as const) {
    const person = await stack.person(name, role)
    const wire = await openWire(stack.port)
    const client = await openChatClient(stack, person, { url: wire.url })
    talkers.push({ person, client, wire, deafFrom: new Map() })
  }
  await until('everybody is connected', () => talkers.every(({ client }) => client.topics.state() === 'live'))
})
afterAll(async () => {
  await Promise.all(talkers.map(({ client }) => client.close()))
  await Promise.all(talkers.map(({ wire }) => wire.close()))
  await stack?.close()
})

test(
  'whatever people say, change, read, lose and leave in two rooms, everybody ends with what SQL has and nobody with more',
  async () => {
    const [staff, ...others] = talkers
    if (!staff) throw new Error('nobody is there')
    const totals: Record<string, number> = {}
    const talk = fc.asyncProperty(steps(others.length), async (script) => {
      const { wrong, counts } = await converse(stack, staff, others, script)
      for (const [what, count] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + count
      expect(wrong).toEqual([])
    })
    let runs = 0
    for (const end = Date.now() + seconds * 1000; Date.now() < end; runs++) {
      // a run is real sockets and clocks: it does not repeat exactly, so a smaller one would prove nothing
      const result = await fc.check(talk, { seed: seed + runs, numRuns: 1, endOnFailure: true })
      if (result.failed) throw new Error(fc.defaultReportMessage(result))
    }
    console.log(JSON.stringify({ conversations: { seed, runs, ...totals } }))
    expect(totals.messages).toBeGreaterThan(0)
  },
  (seconds + 60) * 1000,
)
