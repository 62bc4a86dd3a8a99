import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import * as actors from './actors.ts'
import { asAdmin, forged, join, type Person, person, placeOrder, sandboxUrl, url } from './actors.ts'

const soon = { timeout: 30_000, interval: 200 }
const functions = `${url}/functions/v1`
let ada: Person
let sam: Person
let eve: Person
let roomId: string
const device = { ada: crypto.randomUUID(), sam: crypto.randomUUID(), other: crypto.randomUUID() }

type Row = {
  id: string
  status: string
  end_reason: string | null
  duration_s: number
  provider_room: string
}
type Card = { id: string; status: string; left_ms: number; started_at: string | null }
const rowOf = async (id: string) =>
  (await asAdmin<Row>('select * from public.calls where id = $1', [id]))[0] as Row
const statusOf = async (id: string) => (await rowOf(id)).status

beforeAll(async () => {
  ada = await person('Ada')
  sam = await person('Sam', 'partner')
  eve = await person('Eve')
  const order = await placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const [room] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [order.id])
  roomId = room?.id ?? ''
})

/** Every test begins with nobody in a call, and with a ring that does not run out meanwhile. */
beforeEach(async () => {
  await asAdmin(
    `update public.calls set status = case status when 'ringing' then 'cancelled' else 'completed' end::public.call_status,
       end_reason = 'not_allowed' where status in ('ringing', 'accepted') and room_id = $1`,
    [roomId],
  )
  await asAdmin(
    `update public.call_kinds set ring_seconds = 60, max_seconds = 600, connect_seconds = 60 where key = 'order'`,
  )
  await asAdmin(`delete from private.paces where what = 'call'`)
})

async function ring(by = ada, from = device.ada): Promise<string> {
  const { data, error } = await by.supabase.rpc('request_call', {
    room_id: roomId,
    client_id: crypto.randomUUID(),
    device_id: from,
  })
  if (error) throw new Error(`${error.hint} ${error.message}`)
  return (data as Card).id
}
async function accepted(): Promise<string> {
  const id = await ring()
  const { error } = await sam.supabase.rpc('accept_call', { call_id: id, device_id: device.sam })
  if (error) throw new Error(`${error.hint} ${error.message}`)
  return id
}
const token = (who: Person, callId: string, deviceId: string, bearer = who.token) =>
  fetch(`${functions}/video-token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ call_id: callId, device_id: deviceId }),
  })
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const refusal = async (answer: Response) => [answer.status, (await json(answer)).code]

/** The sandbox's account, as the stack keeps it. */
const account = () => {
  const { twilioAccountSid, twilioAuthToken } = JSON.parse(
    readFileSync(joinPath(process.env.ORDERLINE_STATE ?? '', 'secrets.json'), 'utf8'),
  )
  return { sid: twilioAccountSid as string, authToken: twilioAuthToken as string }
}
const roomAtProvider = async (name: string) => {
  const { sid, authToken } = account()
  const answer = await fetch(`${sandboxUrl}/twilio/video.twilio.com/v1/Rooms/${name}`, {
    headers: { authorization: `Basic ${btoa(`${sid}:${authToken}`)}` },
  })
  return { status: answer.status, room: await json(answer) }
}
function report(
  event: string,
  callId: string,
  more: Record<string, string> = {},
  authToken = account().authToken,
) {
  const params: Record<string, string> = {
    RoomSid: `RM${'a'.repeat(32)}`,
    RoomName: callId,
    StatusCallbackEvent: event,
    Timestamp: new Date().toISOString(),
    ...more,
  }
  return fetch(`${functions}/video-status`, {
    method: 'POST',
    headers: {
      'x-twilio-signature': getExpectedTwilioSignature(authToken, `${functions}/video-status`, params),
    },
    body: new URLSearchParams(params),
  })
}
const comes = (who: Person, callId: string, participant: string) =>
  report('participant-connected', callId, {
    ParticipantSid: `PA${participant.repeat(32)}`,
    ParticipantIdentity: who.id,
  })

test('Ada rings, Sam hears of it over Realtime and takes it, and both get into the room', async () => {
  const ear = await join(sam.supabase, `user:${sam.id}`)
  const id = await ring()
  const heard = () =>
    ear.state === 'joined' ? ear.heard.filter(({ event }) => event === 'call_updated') : []
  await expect.poll(() => heard().map(({ payload }) => payload.status), soon).toContain('ringing')
  await sam.supabase.rpc('accept_call', { call_id: id, device_id: device.sam })
  for (const [who, on] of [
    [ada, device.ada],
    [sam, device.sam],
  ] as const) {
    const answer = await token(who, id, on)
    expect(answer.status).toBe(200)
    const claims = JSON.parse(
      Buffer.from(String((await json(answer)).token).split('.')[1] ?? '', 'base64url').toString(),
    )
    expect(claims.grants).toEqual({ identity: who.id, video: { room: id } })
    // what is left of the call and half a minute
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(600 + 60 + 31)
  }
  const { room } = await roomAtProvider(id)
  expect([room.status, room.max_participants]).toEqual(['in-progress', 2])
  expect((await rowOf(id)).provider_room).toBe(room.sid)
  await sam.supabase.removeAllChannels()
})

test('nobody else gets a token: a stranger, another device, before it is taken, after it is over', async () => {
  const ringing = await ring()
  expect(await refusal(await token(ada, ringing, device.ada))).toEqual([409, 'call_over'])
  await sam.supabase.rpc('accept_call', { call_id: ringing, device_id: device.sam })
  expect(await refusal(await token(eve, ringing, device.ada))).toEqual([404, 'call_not_found'])
  expect(await refusal(await token(sam, ringing, device.other))).toEqual([409, 'answered_elsewhere'])
  expect((await token(sam, ringing, device.sam, forged(sam))).status).toBe(401)
  expect((await token(sam, ringing, device.sam, 'nobody')).status).toBe(401)
  await ada.supabase.rpc('end_call', { call_id: ringing })
  expect(await refusal(await token(sam, ringing, device.sam))).toEqual([409, 'call_over'])
  expect(await refusal(await token(sam, crypto.randomUUID(), device.sam))).toEqual([404, 'call_not_found'])
})

test('a hundred accept at once, from a hundred devices: one wins, and the others are told that it was not them', async () => {
  const id = await ring()
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      sam.supabase.rpc('accept_call', { call_id: id, device_id: crypto.randomUUID() }),
    ),
  )
  const hints = answers.map(({ error }) => error?.hint ?? 'won')
  expect(hints.filter((hint) => hint === 'won')).toHaveLength(1)
  expect(new Set(hints)).toEqual(new Set(['won', 'answered_elsewhere']))
})

test('accepting, declining and cancelling at once end in one state, and the conversation has one line of it', async () => {
  for (let round = 0; round < 10; round++) {
    const id = await ring()
    await Promise.all([
      sam.supabase.rpc('accept_call', { call_id: id, device_id: device.sam }),
      sam.supabase.rpc('decline_call', { call_id: id }),
      ada.supabase.rpc('cancel_call', { call_id: id }),
    ])
    // whoever cancels wants it over, also when it was taken in that moment
    expect(['declined', 'cancelled', 'completed']).toContain(await statusOf(id))
    const lines = await asAdmin(`select 1 from public.messages where source_event = 'call:' || $1::text`, [
      id,
    ])
    expect(lines).toHaveLength(1)
    await asAdmin(`delete from private.paces where what = 'call'`)
  }
})

test('two who call each other at once are in one call, and many who ask at once ring once', async () => {
  const both = await Promise.all([
    ring(ada, device.ada).catch(String),
    ring(sam, device.sam).catch(String),
    ring(ada, device.other).catch(String),
  ])
  expect(both.filter((one) => !one.includes('Error'))).toHaveLength(1)
  const live = await asAdmin(`select 1 from public.calls where room_id = $1 and status = 'ringing'`, [roomId])
  expect(live).toHaveLength(1)
})

test('a ring that nobody takes is missed by the clock of the server, and Sam is told once', async () => {
  const id = await ring()
  await asAdmin('update public.calls set expires_at = clock_timestamp() where id = $1', [id])
  const late = await sam.supabase.rpc('accept_call', { call_id: id, device_id: device.sam })
  expect(late.error?.hint).toBe('call_over')
  await expect.poll(() => statusOf(id), soon).toBe('missed')
  const told = await asAdmin(
    `select 1 from public.notifications where user_id = $1 and event_type = 'call.missed' and subject_id = $2`,
    [sam.id, id],
  )
  expect(told).toHaveLength(1)
})

test('when the time is up the room is ended at the provider, though no browser does anything', async () => {
  const id = await accepted()
  expect((await token(ada, id, device.ada)).status).toBe(200)
  expect((await comes(ada, id, 'd')).status).toBe(204)
  expect((await comes(sam, id, 'e')).status).toBe(204)
  await asAdmin('update public.calls set ends_at = clock_timestamp() where id = $1', [id])
  await expect.poll(async () => (await rowOf(id)).end_reason, soon).toBe('time_limit')
  await expect.poll(async () => (await roomAtProvider(id)).status, soon).toBe(404)
  const left = () => asAdmin('select 1 from private.call_closings where call_id = $1', [id])
  await expect.poll(async () => (await left()).length, soon).toBe(0)
})

test('the clock of the call runs from when both are there, and reports come doubled, late and in any order', async () => {
  const id = await accepted()
  const started = async () =>
    (await asAdmin<{ started_at: Date | null }>('select started_at from public.calls where id = $1', [id]))[0]
      ?.started_at
  const gone = { ParticipantSid: `PA${'1'.repeat(32)}`, ParticipantIdentity: sam.id }
  // the end of a connection is told before its beginning, everything twice
  for (let told = 0; told < 2; told++) {
    await report('participant-disconnected', id, gone)
    await comes(ada, id, '2')
  }
  expect(await started()).toBeNull()
  await comes(sam, id, '1')
  expect(await started()).not.toBeNull()
  await comes(sam, id, '3')
  const { data } = await ada.supabase.rpc('my_call')
  expect((data as Card).left_ms).toBeLessThanOrEqual(600_000)
  expect(await statusOf(id)).toBe('accepted')
  // of another room of that name, made and lost before
  await asAdmin(`update public.calls set provider_room = $2 where id = $1`, [id, `RM${'b'.repeat(32)}`])
  await report('room-ended', id)
  expect(await statusOf(id)).toBe('accepted')
  await report('room-ended', id, { RoomSid: `RM${'b'.repeat(32)}` })
  await report('room-ended', id, { RoomSid: `RM${'b'.repeat(32)}` })
  expect((await rowOf(id)).status).toBe('completed')
  // what comes after the end changes nothing
  await comes(ada, id, '4')
  expect((await rowOf(id)).end_reason).toBe('room_ended')
})

test('nobody forges a report: not with another secret, not for another call, and nobody who is not of the call counts', async () => {
  const id = await accepted()
  expect((await report('room-ended', id, {}, 'guessed')).status).toBe(403)
  expect((await fetch(`${functions}/video-status`, { method: 'POST', body: '' })).status).toBe(403)
  await comes(ada, id, '5')
  await comes(eve, id, '6')
  expect((await rowOf(id)).status).toBe('accepted')
  const [row] = await asAdmin<{ started_at: Date | null }>(
    'select started_at from public.calls where id = $1',
    [id],
  )
  expect(row?.started_at).toBeNull()
  expect((await report('room-ended', crypto.randomUUID())).status).toBe(204)
})

test('one who is left alone is not kept waiting: the call ends when the other stays away', async () => {
  const id = await accepted()
  await asAdmin('update private.settings set call_alone_seconds = 5')
  await comes(ada, id, '7')
  await comes(sam, id, '8')
  await report('participant-disconnected', id, {
    ParticipantSid: `PA${'8'.repeat(32)}`,
    ParticipantIdentity: sam.id,
  })
  await expect.poll(async () => (await rowOf(id)).end_reason, soon).toBe('left_alone')
  await asAdmin('update private.settings set call_alone_seconds = 20')
})

test('a stranger sees, hears and changes nothing of a call', async () => {
  const id = await ring()
  for (const who of [eve.supabase, actors.nobody()]) {
    const { data } = await who.from('calls').select('id').eq('id', id)
    expect(data ?? []).toEqual([])
    for (const name of ['accept_call', 'join_call'] as const) {
      const { error } = await who.rpc(name, { call_id: id, device_id: device.other })
      expect(error).not.toBeNull()
    }
    for (const name of ['decline_call', 'cancel_call', 'end_call'] as const)
      expect((await who.rpc(name, { call_id: id })).error).not.toBeNull()
    const wrong = await who
      .from('calls')
      .update({ status: 'completed' } as never)
      .eq('id', id)
    expect(wrong.error).not.toBeNull()
  }
  expect((await join(eve.supabase, `user:${sam.id}`)).state).toBe('refused')
  expect(await statusOf(id)).toBe('ringing')
})
