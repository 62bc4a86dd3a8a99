import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure, failureOf } from '../../../lib/failure.ts'
import { bodies, makeDevice, write } from './outbox-device.ts'
import { outcomeOf, retryDelayMs, type SendOutcome } from './outbox-queue.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

const offline = async (): Promise<SendOutcome> => ({ kind: 'later' })

describe('the outbox of a person', () => {
  it('keeps what was written without a network through a reload, and sends it in order once it is back', async () => {
    const device = makeDevice()
    device.net.isUp = false
    const before = device.openTab()
    for (const body of ['one', 'two', 'three']) await before.add(write(body))
    await before.flush()
    expect(device.received).toEqual([])
    expect(before.items().map((item) => item.attempts)).toEqual([0, 0, 0])

    device.net.isUp = true
    const after = device.openTab()
    await after.reread()
    expect(bodies(after.items())).toEqual(['one', 'two', 'three'])
    await after.flush()
    expect(bodies(device.received)).toEqual(['one', 'two', 'three'])
    expect(after.items()).toEqual([])
  })

  it('is never sent by another person who signs in on the same device', async () => {
    const device = makeDevice()
    device.net.answer = offline
    const tab = device.openTab()
    await tab.add(write('for Sam'))
    await tab.flush()

    device.net.answer = async () => ({ kind: 'sent' })
    device.session.person = 'mallory'
    await tab.flush()
    await tab.reread()
    expect(device.received).toEqual([])
    expect(tab.items()).toEqual([])

    device.session.person = 'ada'
    await tab.flush()
    expect(bodies(device.received)).toEqual(['for Sam'])
  })

  it('stops at a refusal with its reason, and goes on after the author retries or deletes', async () => {
    const device = makeDevice()
    const closed: SendOutcome = {
      kind: 'refused',
      code: 'room_closed',
      message: 'This conversation is closed.',
    }
    device.net.answer = async (item) => (item.room_id === 'r1' ? closed : { kind: 'sent' })
    const tab = device.openTab()
    await tab.add(write('first'))
    await tab.add(write('second'))
    await tab.add(write('elsewhere', 'r2'))
    await tab.flush()
    expect(bodies(device.received)).toEqual(['elsewhere'])
    const [first, second] = tab.items()
    expect(first?.refusal?.code).toBe('room_closed')
    expect(second?.refusal).toBeNull()

    device.net.answer = async () => ({ kind: 'sent' })
    if (first) await tab.remove(first)
    await tab.flush()
    expect(bodies(device.received)).toEqual(['elsewhere', 'second'])
  })

  it('holds back the rest of a room whose first message must wait, but not other rooms', async () => {
    const device = makeDevice()
    device.net.answer = async (item) => (item.body === 'first' ? { kind: 'later' } : { kind: 'sent' })
    const tab = device.openTab()
    await tab.add(write('first'))
    await tab.add(write('second'))
    await tab.add(write('elsewhere', 'r2'))
    await tab.flush()
    expect(bodies(device.received)).toEqual(['elsewhere'])
    expect(device.timers).toHaveLength(1)

    device.net.answer = async () => ({ kind: 'sent' })
    device.timers.at(-1)?.()
    await tab.flush()
    expect(bodies(device.received)).toEqual(['elsewhere', 'first', 'second'])
  })

  it('sends each message once and in order, whatever fails in between and however many tabs send', async () => {
    const step = fc.record({
      tab: fc.constantFrom(0, 1),
      room: fc.constantFrom('r1', 'r2'),
      fails: fc.boolean(),
      loses: fc.boolean(),
      photos: fc.nat(2),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        vi.stubGlobal('indexedDB', new IDBFactory())
        const device = makeDevice()
        const tabs = [device.openTab(), device.openTab()]
        const written: ReturnType<typeof write>[] = []
        for (const { tab, room, fails, loses, photos } of steps) {
          // a file that fails on its way holds its message and those behind it
          device.net.upload = async ({ name }) =>
            fails ? { kind: 'later' } : { kind: 'uploaded', file_id: name }
          device.net.answer = async (item) => {
            // an answer that is lost on the way: the server has it, the browser does not know
            if (loses) device.store(item)
            return fails || loses ? { kind: 'later' } : { kind: 'sent' }
          }
          const item = write('x', room)
          written.push(item)
          const files = Array.from({ length: photos }, (_, n) => new File(['x'], `${item.client_id} ${n}`))
          await tabs[tab]?.add(item, files)
        }
        device.net.answer = async () => ({ kind: 'sent' })
        device.net.upload = async ({ name }) => ({ kind: 'uploaded', file_id: name })
        await Promise.all(tabs.map((tab) => tab.flush()))
        for (const { client_id, files } of device.received)
          expect(files).toEqual(files.map((_, n) => `${client_id} ${n}`))
        for (const room of ['r1', 'r2']) {
          const sent = device.received.filter((item) => item.room_id === room).map((item) => item.client_id)
          expect(sent).toEqual(written.filter((item) => item.room_id === room).map((item) => item.client_id))
        }
        expect(device.mostAtOnce()).toBe(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('an outbox that is told to wait', () => {
  it('tries no room again before the seconds of the server are over, whatever else is written', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
    try {
      const device = makeDevice()
      let tries = 0
      device.net.answer = async () => {
        tries += 1
        return outcomeOf(new Failure('too_fast', 'Wait a moment.', 429, undefined, 20_000))
      }
      const tab = device.openTab()
      await tab.add(write('one'))
      await tab.flush()
      expect(tries).toBe(1)
      expect(Math.max(...device.delays)).toBeGreaterThanOrEqual(20_000)
      vi.setSystemTime(1_000_000 + 19_000)
      await tab.add(write('two', 'r2'))
      await tab.flush()
      expect([tries, device.delays.at(-1)]).toEqual([1, 1000])

      vi.setSystemTime(1_000_000 + 20_000)
      device.net.answer = async () => ({ kind: 'sent' })
      await tab.flush()
      expect(bodies(device.received).sort()).toEqual(['one', 'two'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('reads the seconds from the refusal', () => {
    const error = { message: 'Too fast.', hint: 'too_fast', code: 'PT429', details: '7' }
    const failure = failureOf({ data: null, error, status: 429 })
    expect(failure && outcomeOf(failure)).toEqual({ kind: 'later', waitMs: 7000 })
    expect(failureOf({ data: null, error: { ...error, details: 'soon' }, status: 429 })?.waitMs).toBe(0)
  })
})

describe('the outcome of a failed send', () => {
  it.each([
    [0, 'unreachable', 'later'],
    [401, 'session_ended', 'later'],
    [429, 'too_many', 'later'],
    [503, '503', 'later'],
    [403, 'not_a_member', 'refused'],
    [409, 'room_closed', 'refused'],
    [422, 'message_too_long', 'refused'],
  ])('with status %i (%s) is %s', (status, code, kind) => {
    expect(outcomeOf(new Failure(code, 'why', status)).kind).toBe(kind)
  })

  it('is retried later and later, at most every minute and a half', () => {
    expect([1, 2, 3, 7, 60].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
      1000, 2000, 4000, 60000, 60000,
    ])
    expect(retryDelayMs(60, 1)).toBe(90_000)
  })
})
