import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'

/** Mallory floods her own room, while three others talk in theirs. */
type Talker = { who: Person; roomId: string }
const rounds = 40
const floodSize = 600
const hands = 12
let mallory: Talker
let others: Talker[]

async function talker(name: string): Promise<Talker> {
  const who = await person(name)
  const order = await placeOrder(who)
  const [room] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [order.id])
  return { who, roomId: room?.id ?? '' }
}
beforeAll(async () => {
  mallory = await talker('Mallory')
  others = await Promise.all(['Ada', 'Bob', 'Cleo'].map(talker))
}, 120_000)
afterAll(() => asAdmin('delete from public.rooms where id = $1', [mallory.roomId]))

const say = ({ who, roomId }: Talker, body: string) =>
  who.supabase.rpc('send_message', { room_id: roomId, client_id: crypto.randomUUID(), body })

/** How long each message of the others took, in ms, sorted; one that is refused throws. */
async function talk(): Promise<number[]> {
  const took = await Promise.all(
    others.map(async (one) => {
      const mine: number[] = []
      for (let n = 0; n < rounds; n++) {
        const began = performance.now()
        const { error } = await say(one, `word ${n}`)
        if (error) throw new Error(`${one.who.name} was refused: ${error.message}`)
        mine.push(performance.now() - began)
      }
      return mine
    }),
  )
  return took.flat().sort((a, b) => a - b)
}
const middle = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? 0

test('a flood of messages ends at the limit of its author, who is told how long to wait, and nobody else is refused', async () => {
  const alone = await talk()
  const began = performance.now()
  let accepted = 0
  const refusals: { hint: string | null; details: string | null; code: string }[] = []
  let left = floodSize
  const flood = Promise.all(
    Array.from({ length: hands }, async () => {
      while (left-- > 0) {
        const { error } = await say(mallory, 'flood')
        if (error) refusals.push(error)
        else accepted += 1
      }
    }),
  )
  // what the others say goes through all the same; the limit is each one's own
  await asAdmin('delete from private.paces where user_id = any ($1)', [others.map(({ who }) => who.id)])
  const beside = await talk()
  await flood
  const minutes = (performance.now() - began) / 60_000
  // a bucket of a minute's worth that fills again steadily
  expect(accepted).toBeGreaterThanOrEqual(120)
  expect(accepted).toBeLessThanOrEqual(Math.ceil(120 + 120 * minutes) + 1)
  expect(accepted + refusals.length).toBe(floodSize)
  expect(new Set(refusals.map(({ code, hint }) => `${code} ${hint}`))).toEqual(new Set(['PT429 too_fast']))
  for (const { details } of refusals) expect(Number(details)).toBeGreaterThanOrEqual(1)
  const [row] = await asAdmin<{ n: number }>(
    `select count(*)::int as n from public.messages where room_id = $1 and body = 'flood'`,
    [mallory.roomId],
  )
  expect(row?.n).toBe(accepted)
  process.stdout.write(
    `B10 messages: ${accepted} of ${floodSize} of a flood were accepted; others waited ${middle(alone).toFixed(1)} ms alone and ${middle(beside).toFixed(1)} ms beside it (${(middle(beside) / middle(alone)).toFixed(2)}×)\n`,
  )
}, 120_000)
