import { once } from 'node:events'
import twilio from 'twilio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { accountSid, authToken, type Box, openBox, openReceiver, until } from '../../testing.ts'
import { signalingPath } from './signaling.ts'

const key = { sid: `SK${'7'.repeat(32)}`, secret: 'the key secret' }
let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
const sockets: WebSocket[] = []
beforeEach(async () => {
  box = await openBox({ videoKey: key })
  receiver = await openReceiver()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await box.stop()
  await receiver.stop()
})

const tokenFor = (identity: string, room: string, { secret = key.secret, ttl = 60 } = {}) => {
  const token = new twilio.jwt.AccessToken(accountSid, key.sid, secret, { identity, ttl })
  token.addGrant(new twilio.jwt.AccessToken.VideoGrant({ room }))
  return token.toJwt()
}
const create = (uniqueName: string) =>
  box.client.video.v1.rooms.create({
    uniqueName,
    type: 'group',
    maxParticipants: 2,
    statusCallback: `${receiver.url}/video-status`,
  })

type Heard = { type: string; code?: number; status?: string; participants?: { identity: string }[] }

/** A browser at the signalling: what it hears, newest last. The SDK itself is at it in web/tests/video-call.test.ts. */
async function enter(token: string) {
  const socket = new WebSocket(`${box.url.replace('http', 'ws')}${signalingPath}`)
  sockets.push(socket)
  const heard: Heard[] = []
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data))
    if (frame.type === 'msg') heard.push(frame.body)
  })
  await once(socket, 'open')
  const connect = { type: 'connect', version: 2, token, participant: { revision: 1, tracks: [] } }
  socket.send(JSON.stringify({ type: 'hello', id: 'h', version: 2, timeout: 5000, body: connect }))
  await until('an answer came', () => heard.length > 0)
  return { socket, heard }
}
const events = () => receiver.received.map(({ params }) => params.StatusCallbackEvent)

test('a room is made once by its name, found by it, and ended', async () => {
  const { sid } = await create('a call')
  await expect(create('a call')).rejects.toMatchObject({ code: 53113 })
  expect((await box.client.video.v1.rooms('a call').fetch()).sid).toBe(sid)
  expect((await box.client.video.v1.rooms('a call').update({ status: 'completed' })).status).toBe('completed')
  await expect(box.client.video.v1.rooms('a call').fetch()).rejects.toMatchObject({ code: 20404 })
  await expect(box.client.video.v1.rooms(sid).update({ status: 'completed' })).rejects.toMatchObject({
    code: 53112,
  })
  // the name is free again
  expect((await create('a call')).sid).not.toBe(sid)
})

test('whoever comes, goes and is thrown out is told to the status callback, signed', async () => {
  await create('a call')
  const ada = await enter(tokenFor('ada', 'a call'))
  const sam = await enter(tokenFor('sam', 'a call'))
  expect(ada.heard[0]?.type).toBe('connected')
  expect(sam.heard[0]?.participants?.map(({ identity }) => identity)).toEqual(['ada'])
  sam.socket.send(JSON.stringify({ type: 'msg', body: { type: 'disconnect', version: 2 } }))
  await until('he left', () => events().includes('participant-disconnected'))
  await box.client.video.v1.rooms('a call').update({ status: 'completed' })
  await until('it ended', () => events().includes('room-ended'))
  expect(ada.heard.at(-1)).toMatchObject({ type: 'disconnected', status: 'completed' })
  expect(events().toSorted()).toEqual([
    'participant-connected',
    'participant-connected',
    'participant-disconnected',
    'participant-disconnected',
    'room-created',
    'room-ended',
  ])
  for (const { headers, url, params } of receiver.received)
    expect(twilio.validateRequest(authToken, headers['x-twilio-signature'] ?? '', url, params)).toBe(true)
})

test('a token of another secret, another account or a time gone by opens nothing, nor does one for no room', async () => {
  await create('a call')
  for (const [token, code] of [
    [tokenFor('eve', 'a call', { secret: 'guessed' }), 20101],
    [tokenFor('eve', 'a call', { ttl: -5 }), 20104],
    [tokenFor('eve', 'another call'), 53106],
    ['nonsense', 20101],
  ] as const)
    expect((await enter(token)).heard[0]).toMatchObject({ type: 'error', code })
})

test('a third does not get in, and who comes again takes the place of the first', async () => {
  await create('a call')
  const ada = await enter(tokenFor('ada', 'a call'))
  await enter(tokenFor('sam', 'a call'))
  expect((await enter(tokenFor('eve', 'a call'))).heard[0]).toMatchObject({ code: 53105 })
  expect((await enter(tokenFor('ada', 'a call'))).heard[0]?.type).toBe('connected')
  await until('the first was told', () => ada.heard.some(({ code }) => code === 53205))
})

test('one whose connection broke comes back with its session, and nobody with a guessed one', async () => {
  await create('a call')
  const ada = await enter(tokenFor('ada', 'a call'))
  const { session } = ada.heard[0] as Heard & { session: string }
  ada.socket.terminate()
  const resume = async (with_: string) => {
    const socket = new WebSocket(`${box.url.replace('http', 'ws')}${signalingPath}`)
    sockets.push(socket)
    await once(socket, 'open')
    const sync = { type: 'sync', version: 2, token: tokenFor('ada', 'a call'), session: with_ }
    const answer = new Promise<Heard>((resolve) =>
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data))
        if (frame.type === 'msg') resolve(frame.body)
      }),
    )
    socket.send(JSON.stringify({ type: 'hello', id: 'h', version: 2, timeout: 5000, body: sync }))
    return answer
  }
  expect(await resume('guessed')).toMatchObject({ type: 'error', code: 53204 })
  expect((await resume(session)).type).toBe('synced')
  expect(events()).not.toContain('participant-disconnected')
})
