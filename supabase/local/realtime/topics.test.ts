import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Channel } from './channel.ts'
import { createTopics } from './topics.ts'

// time passes only where a member is written to, so that a round is as long as a test wants it
let nowMs = 0
beforeEach(() => {
  nowMs = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const topicsNow = () => createTopics({ add: () => {}, isExceeded: () => false }, () => {})
const said = (n: number, size = 0) => ({
  ...{ name: 'hall', isPrivate: true, id: null },
  content: `{"n":${n},"${'x'.repeat(size)}":0}`,
})

/** Somebody in the hall whom it takes so long to write to; `heard` is what came, write by write. */
function member(writeMs: number) {
  const heard: number[][] = []
  const channel = {
    ...{ key: 'private:hall', self: true, mayReadBroadcast: true, replayed: new Set(), onClose: [] },
    connection: {
      vsn: 1,
      send(bytes: Buffer) {
        nowMs += writeMs
        heard.push([...bytes.toString().matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n)))
      },
    },
  } as unknown as Channel
  const leave = () => {
    for (const cleanUp of channel.onClose) cleanUp()
  }
  return { channel, heard, leave }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ says: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ memberSays: fc.constant(1) }) },
  { weight: 2, arbitrary: fc.record({ waitMs: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ comes: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ leaves: fc.nat(9) }) },
)

it('each member of a busy topic hears all that is said while they are there, once and in order, sixteen at most a write', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const topics = topicsNow()
      const all: { one: ReturnType<typeof member>; from: number; to: number }[] = []
      let last = 0
      const come = (writeMs: number) => {
        const one = member(writeMs)
        topics.add(one.channel)
        all.push({ one, from: last + 1, to: Number.POSITIVE_INFINITY })
      }
      come(3)
      for (const act of steps) {
        if ('says' in act) topics.say(Array.from({ length: act.says }, () => said(++last)))
        else if ('memberSays' in act) topics.fan(said(++last))
        else if ('waitMs' in act) vi.advanceTimersByTime(act.waitMs)
        else if ('comes' in act) come(act.comes)
        else {
          const leaving = all[act.leaves % all.length]
          if (!leaving || leaving.to < Number.POSITIVE_INFINITY) continue
          leaving.to = leaving.one.heard.flat().at(-1) ?? leaving.from - 1
          leaving.one.leave()
        }
      }
      vi.advanceTimersByTime(1000)
      expect(vi.getTimerCount()).toBe(0)
      for (const { one, from, to } of all) {
        const until = Math.min(to, last)
        expect(one.heard.flat()).toEqual(Array.from({ length: until - from + 1 }, (_, n) => from + n))
        expect(Math.max(0, ...one.heard.map((write) => write.length))).toBeLessThanOrEqual(16)
      }
    }),
    { numRuns: 500 },
  )
})

it('what is said on a busy topic waits 40 ms at most, and not at all once it is more than 256 KB', () => {
  const topics = topicsNow()
  const { channel, heard } = member(100)
  topics.add(channel)
  topics.say([said(1)])
  topics.say([said(2)])
  expect(heard).toEqual([[1]])
  vi.advanceTimersByTime(40)
  expect(heard).toEqual([[1], [2]])
  topics.say([said(3)])
  expect(heard).toHaveLength(2)
  topics.say([said(4, 262_144)])
  expect(heard).toEqual([[1], [2], [3, 4]])
})

it('a topic that everybody left waits for nothing', () => {
  const topics = topicsNow()
  const { channel, leave } = member(100)
  topics.add(channel)
  topics.say([said(1)])
  expect(vi.getTimerCount()).toBe(1)
  leave()
  expect(vi.getTimerCount()).toBe(0)
  expect(topics.counts()).toMatchObject({ topics: 0, channels: 0 })
})

it('a topic of few people never waits', () => {
  const topics = topicsNow()
  const { channel, heard } = member(1)
  topics.add(channel)
  for (let n = 1; n <= 50; n++) topics.say([said(n)])
  expect(heard).toHaveLength(50)
})
