import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import type { Rpc } from '../_shared/database.ts'
import { priceSettler } from './prices.ts'

function setUp(count: number, known: (id: string) => boolean = () => true) {
  const due = Array.from({ length: count }, (_, n) => ({ id: `d${n}`, provider_message_id: `SM${n}` }))
  const stored: string[] = []
  const lines: string[] = []
  const asked: string[] = []
  let most = 0
  let open = 0
  const rpc: Rpc = (name, parameters) => {
    if (name === 'claim_unpriced') return Promise.resolve(due.splice(0, Number(parameters.batch)))
    if (name !== 'record_prices' || !Array.isArray(parameters.results)) throw new Error(name)
    for (const { provider, provider_message_id } of parameters.results)
      stored.push(`${provider} ${provider_message_id}`)
    return Promise.resolve(0)
  }
  const settle = priceSettler({
    rpc,
    priceOf: async (id) => {
      asked.push(id)
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 1))
      open--
      return known(id) ? { provider_message_id: id, price: '-0.04', currency: 'USD', segments: 1 } : undefined
    },
    log: (line) => lines.push(line),
  })
  return { settle, due, stored, lines, asked, most: () => most }
}

Deno.test('every price that is known by now is stored, the others are left for later', async () => {
  const on = setUp(60, (id) => id !== 'SM3')
  await on.settle()
  strictEqual(on.asked.length, 60)
  strictEqual(on.stored.length, 59)
  strictEqual(on.stored.includes('twilio SM3'), false)
  strictEqual(on.stored.includes('twilio SM59'), true)
})

Deno.test('a heap of unpriced messages is worked off in bounded turns, ten requests at once', async () => {
  const on = setUp(1000)
  await on.settle()
  strictEqual(on.asked.length, 200)
  strictEqual(on.most(), 10)
  await on.settle()
  strictEqual(on.asked.length, 400)
  strictEqual(new Set(on.asked).size, 400)
})

Deno.test('knocks that come together ask once', async () => {
  const on = setUp(5)
  await Promise.all([on.settle(), on.settle(), on.settle()])
  deepStrictEqual([on.asked.length, on.stored.length], [5, 5])
})

Deno.test('a database that is down costs one turn and no crash', async () => {
  const lines: string[] = []
  const settle = priceSettler({
    rpc: () => Promise.reject(new Error('down')),
    priceOf: () => Promise.resolve(undefined),
    log: (line) => lines.push(line),
  })
  await settle()
  match(lines.join(), /asked for again: Error: down/)
})
