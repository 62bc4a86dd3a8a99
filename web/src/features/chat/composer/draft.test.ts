import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Draft, makeDraft } from './draft.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** A server as save_draft() is: the newer writing wins, and no clock is ahead of its own. */
function makeServer() {
  let kept: Draft | null = null
  return {
    kept: () => kept,
    save: (draft: Draft): Draft => {
      const at = Math.min(draft.at, Date.now())
      if (!kept || kept.at < at) kept = { text: draft.text, at }
      return kept
    },
  }
}

function makeDevice(server: ReturnType<typeof makeServer>, clockMs = 0) {
  let stored: Draft | null = null
  let isOnline = true
  const reach = async <T>(answer: () => T) => {
    if (!isOnline) throw new TypeError('Failed to fetch')
    return answer()
  }
  const open = () =>
    makeDraft({
      load: () => stored,
      keep: (draft) => {
        stored = draft
      },
      save: (draft) => reach(() => server.save(draft)),
      fetch: () => reach(server.kept),
      now: () => Date.now() + clockMs,
    })
  let draft = open()
  return {
    draft: () => draft,
    reload: () => {
      draft = open()
    },
    setOnline: (is: boolean) => {
      isOnline = is
    },
  }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what Ada begins on her phone stands on her laptop after a pause, and goes when she sends it', async () => {
  const server = makeServer()
  const [phone, laptop] = [makeDevice(server), makeDevice(server)]
  phone.draft().write('Where')
  await pass(500)
  phone.draft().write('Where are you?')
  expect(server.kept()).toBeNull()
  await pass(1000)
  await laptop.draft().sync()
  expect(laptop.draft().text()).toBe('Where are you?')
  await pass(20_000)
  laptop.draft().write('')
  await pass(10)
  await phone.draft().sync()
  expect(phone.draft().text()).toBe('')
})

test('words that are being typed are never replaced, and win over what came between', async () => {
  const server = makeServer()
  const [phone, laptop] = [makeDevice(server), makeDevice(server)]
  laptop.draft().write('on the laptop')
  phone.draft().write('on the phone')
  await pass(1000)
  await phone.draft().sync()
  await laptop.draft().sync()
  expect(laptop.draft().text()).toBe('on the laptop')
  laptop.draft().write('on the laptop, and more')
  await pass(1500)
  await pass(60_000)
  await phone.draft().sync()
  expect(phone.draft().text()).toBe('on the laptop, and more')
})

test('what another device wrote meanwhile comes once the fingers rest', async () => {
  const server = makeServer()
  const [phone, laptop] = [makeDevice(server), makeDevice(server)]
  phone.draft().write('Where do I')
  await pass(1500)
  await laptop.draft().sync()
  laptop.draft().write('Where do I leave the keys?')
  await pass(1500)
  await phone.draft().sync()
  expect(phone.draft().text()).toBe('Where do I')
  await pass(10_000)
  expect(phone.draft().text()).toBe('Where do I leave the keys?')
})

test('what is written without a network is kept on the device, survives a reload and is saved when it is back', async () => {
  const server = makeServer()
  const phone = makeDevice(server)
  phone.setOnline(false)
  phone.draft().write('in the tunnel')
  await pass(5000)
  phone.reload()
  expect(phone.draft().text()).toBe('in the tunnel')
  phone.setOnline(true)
  await phone.draft().sync()
  expect(server.kept()?.text).toBe('in the tunnel')
})

test('a device that was away does not bring back what was sent', async () => {
  const server = makeServer()
  const [phone, laptop] = [makeDevice(server), makeDevice(server)]
  phone.setOnline(false)
  phone.draft().write('old words')
  await pass(60_000)
  laptop.draft().write('new words')
  await pass(2000)
  laptop.draft().write('')
  await pass(10)
  phone.setOnline(true)
  await phone.draft().sync()
  expect(server.kept()?.text).toBe('')
  expect(phone.draft().text()).toBe('')
})

test('whatever devices write, miss and hear, with clocks that are wrong, once all have synced they agree', async () => {
  const step = fc.record({
    device: fc.nat(2),
    does: fc.oneof(
      fc.record({ write: fc.constantFrom('', 'a', 'ab', 'b') }),
      fc.record({ online: fc.boolean() }),
      fc.constant({ sync: true }),
      fc.constant({ reload: true }),
    ),
    waitMs: fc.nat(15_000),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: -300_000, max: 300_000 }),
      async (steps, skew) => {
        const server = makeServer()
        const devices = [makeDevice(server), makeDevice(server, skew), makeDevice(server)]
        const typedAt = new Map<number, number>()
        for (const { device, does, waitMs } of steps) {
          const one = devices[device]
          if (!one) continue
          if ('write' in does) {
            const before = one.draft().text()
            one.draft().write(does.write)
            // the words on the screen are those that were typed
            expect(one.draft().text()).toBe(does.write)
            if (does.write !== before) typedAt.set(device, Date.now())
          }
          if ('online' in does) one.setOnline(does.online)
          if ('sync' in does) {
            const typed = one.draft().text()
            await one.draft().sync()
            if (typed !== '' && Date.now() - (typedAt.get(device) ?? 0) < 10_000)
              expect(one.draft().text()).toBe(typed)
          }
          if ('reload' in does) {
            one.reload()
            typedAt.delete(device)
          }
          await pass(waitMs)
        }
        await pass(30_000)
        for (const one of devices) one.setOnline(true)
        for (let round = 0; round < 2; round += 1) {
          for (const one of devices) {
            await one.draft().sync()
            await pass(11_000)
          }
        }
        const texts = devices.map((one) => one.draft().text())
        expect(new Set(texts)).toEqual(new Set([server.kept()?.text ?? '']))
      },
    ),
    { numRuns: 100 },
  )
})
