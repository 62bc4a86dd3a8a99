import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFaults } from '../fault.ts'
import { openReceiver } from '../testing.ts'
import { createPaymentCallbacks, type PaymentCallback } from './callbacks.ts'

let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver(() => 500)
})
afterAll(() => receiver.stop())

const sender = (retryMs: number[]) =>
  createPaymentCallbacks({
    log: {
      add: (entry: object) => ({ ...entry }),
      change: (entry: object, more: object) => Object.assign(entry, more),
    } as never,
    faults: createFaults(() => {}),
    pace: { stepMs: 1, lateMs: 5, delayMs: 1, byteMs: 1, priceMs: 1, retryMs },
  })
const callback = (event: string, more: Partial<PaymentCallback> = {}): PaymentCallback => ({
  provider: 'mpesa',
  url: `${receiver.url}/told`,
  about: 'one',
  to: 'A1',
  event,
  make: (lie) => ({ body: JSON.stringify({ event, lie }) }),
  ...more,
})
const told = () =>
  receiver.received.filter(({ url }) => url.endsWith('/told')).map(({ body }) => JSON.parse(body))

test('a provider that is not taken comes back, and one that tells once does not', async () => {
  const callbacks = sender([1, 1])
  await callbacks.send(callback('once', { isToldOnce: true }))
  await callbacks.send(callback('again'))
  expect(told().map(({ event }) => event)).toEqual(['once', 'again', 'again', 'again'])
  expect(receiver.received[0]?.headers['content-type']).toBe('application/json')
  await callbacks.stop()
})

test('a sandbox that stops tells nobody what it held for later', async () => {
  const callbacks = sender([])
  const before = told().length
  const waiting = callbacks.send(callback('later'), 60_000)
  await callbacks.stop()
  await waiting
  expect(told()).toHaveLength(before)
})
