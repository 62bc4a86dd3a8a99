import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, quiet, startHarness, until } from './harness.ts'
import { admit, ROOMS, signIn, subscribed, type Vsn } from './people.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1, 2])
  await admit(h, 'room:1', [3], false)
}, 30_000)
afterAll(() => h.stop())

const versions: Vsn[] = ['1.0.0', '2.0.0']

describe.each(versions)('broadcast over a socket, protocol %s', (vsn) => {
  it.each(versions)('a member hears another member who speaks protocol %s', async (other) => {
    const [ada, sam] = [await signIn(h, 1, vsn), await signIn(h, 2, other)]
    const heard: unknown[] = []
    const listening = ada.client.channel('room:1', { config: { private: true } })
    listening.on('broadcast', { event: 'said' }, (message) => heard.push(message))
    await subscribed(listening)
    const speaking = sam.client.channel('room:1', { config: { private: true } })
    await subscribed(speaking)
    await speaking.send({ type: 'broadcast', event: 'said', payload: { text: 'grüße 👋' } })
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ type: 'broadcast', event: 'said', payload: { text: 'grüße 👋' } }])
    await Promise.all([ada.leave(), sam.leave()])
  })

  it('a speaker hears themselves only when they asked to', async () => {
    const ada = await signIn(h, 1, vsn)
    for (const self of [true, false]) {
      let heard = 0
      const channel = ada.client.channel('room:1', {
        config: { private: true, broadcast: { self, ack: true } },
      })
      channel.on('broadcast', { event: '*' }, () => heard++)
      await subscribed(channel)
      expect(await channel.send({ type: 'broadcast', event: 'said', payload: {} })).toBe('ok')
      await quiet(50)
      expect(heard).toBe(self ? 1 : 0)
      await ada.client.removeChannel(channel)
    }
    await ada.leave()
  })

  it('a member who may not write is not answered and nobody hears them', async () => {
    const [ada, mute] = [await signIn(h, 1, vsn), await signIn(h, 3, vsn)]
    let heard = 0
    const listening = ada.client.channel('room:1', { config: { private: true } })
    listening.on('broadcast', { event: '*' }, () => heard++)
    await subscribed(listening)
    const speaking = mute.client.channel('room:1', { config: { private: true, broadcast: { ack: true } } })
    await subscribed(speaking)
    const answer = await speaking.send({ type: 'broadcast', event: 'said', payload: {} }, { timeout: 300 })
    expect([answer, heard]).toEqual(['timed out', 0])
    await Promise.all([ada.leave(), mute.leave()])
  })

  it('somebody in the public topic of the same name hears nothing of the private one, and the other way round', async () => {
    const [ada, sam] = [await signIn(h, 1, vsn), await signIn(h, 2, vsn)]
    const heard: string[] = []
    const inside = ada.client.channel('room:1', { config: { private: true } })
    const outside = sam.client.channel('room:1')
    inside.on('broadcast', { event: '*' }, ({ payload }) => heard.push(`inside ${payload.from}`))
    outside.on('broadcast', { event: '*' }, ({ payload }) => heard.push(`outside ${payload.from}`))
    await subscribed(inside)
    await subscribed(outside)
    await inside.send({ type: 'broadcast', event: 'said', payload: { from: 'inside' } })
    await outside.send({ type: 'broadcast', event: 'said', payload: { from: 'outside' } })
    await h.db.query(`select realtime.send('{"from": "database"}', 'said', 'room:1', true)`)
    await until(() => heard.length > 0)
    await quiet(100)
    expect(heard).toEqual(['inside database'])
    await Promise.all([ada.leave(), sam.leave()])
  })
})

it('a member sends bytes to those who speak protocol 2, while protocol 1 gets nothing', async () => {
  const [ada, sam, old] = [await signIn(h, 1), await signIn(h, 2), await signIn(h, 3, '1.0.0')]
  const heard: Uint8Array[] = []
  let oldHeard = 0
  const listening = ada.client.channel('room:1', { config: { private: true } })
  listening.on('broadcast', { event: 'bytes' }, ({ payload }) => heard.push(new Uint8Array(payload)))
  const oldListening = old.client.channel('room:1', { config: { private: true } })
  oldListening.on('broadcast', { event: '*' }, () => oldHeard++)
  const speaking = sam.client.channel('room:1', { config: { private: true } })
  await Promise.all([subscribed(listening), subscribed(oldListening), subscribed(speaking)])
  await speaking.send({ type: 'broadcast', event: 'bytes', payload: new Uint8Array([0, 255, 7]).buffer })
  await until(() => heard.length > 0)
  await quiet(50)
  expect([[...(heard[0] ?? [])], oldHeard]).toEqual([[0, 255, 7], 0])
  await Promise.all([ada.leave(), sam.leave(), old.leave()])
})
