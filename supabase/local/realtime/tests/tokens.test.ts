import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, quiet, startHarness, until } from './harness.ts'
import { signIn, type Vsn } from './people.ts'
import { openSocket, type RawSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
}, 30_000)
afterAll(() => h.stop())

const renew = (socket: RawSocket, token: unknown) =>
  socket.send('j:lobby', '7', 'realtime:lobby', 'access_token', { access_token: token })

const forged = () =>
  new SignJWT({ role: 'service_role' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('somebody else signs with this secret!'))

describe.each<Vsn>(['1.0.0', '2.0.0'])('tokens, protocol %s', (vsn) => {
  it.each([
    [
      'has expired',
      () => h.sign({ role: 'anon' }, -30),
      /^InvalidJWTToken: Token has expired 3\d seconds ago$/,
    ],
    [
      'names no role',
      () => h.sign({ sub: 'x' }),
      /^InvalidJWTToken: Fields `role` and `exp` are required in JWT$/,
    ],
    ['is no JWT', async () => 'nonsense', /^MalformedJWT: The token provided is not a valid JWT$/],
    ['is forged', forged, /^JwtSignatureError: Failed to validate JWT signature$/],
  ])('a person whose token %s cannot join', async (_, token, reason) => {
    const socket = await openSocket(h, { vsn })
    const answer = await socket.join('lobby', {}, await token())
    expect(answer.status).toBe('error')
    expect(answer.response.reason).toMatch(reason)
    socket.close()
  })

  it.each([
    ['has expired', () => h.sign({ role: 'anon' }, -30), /^Token has expired 3\d seconds ago$/],
    ['names no role', () => h.sign({ sub: 'x' }), /^Fields `role` and `exp` are required in JWT$/],
    ['is empty', async () => '', /^The token provided is not a valid JWT$/],
    ['is forged', forged, /^Failed to validate JWT signature$/],
  ])('a member whose new token %s is shown out', async (_, token, message) => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby')
    renew(socket, await token())
    const { payload } = await socket.next(({ event }) => event === 'system')
    expect(payload).toMatchObject({ extension: 'system', status: 'error', channel: 'lobby' })
    expect(payload.message).toMatch(message)
    await socket.next(({ event }) => event === 'phx_close')
    socket.close()
  })

  it('a member stays when the new token is null, an API key, or the one they have', async () => {
    const socket = await openSocket(h, { vsn })
    const token = await h.sign({ role: 'authenticated' })
    await socket.join('lobby', {}, token)
    for (const same of [null, 'sb_publishable_anything', token]) renew(socket, same)
    await quiet()
    expect(socket.received).toEqual([])
    socket.close()
  })

  it('a member of a public topic keeps it under any valid token', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby', {}, await h.sign({ role: 'authenticated' }))
    renew(socket, await h.sign({ role: 'anon' }))
    await quiet()
    expect(socket.received).toEqual([])
    socket.close()
  })

  it('a member is shown out when their token expires, and supabase-js reports CLOSED without rejoining', async () => {
    const ada = await signIn(h, 1, vsn)
    await ada.client.realtime.setAuth(await h.sign({ role: 'authenticated' }, 1))
    const statuses: string[] = []
    const messages: string[] = []
    const channel = ada.client.channel('lobby').on('system', {}, ({ message }) => messages.push(message))
    channel.subscribe((status) => statuses.push(status))
    await until(() => statuses.includes('CLOSED'))
    expect(messages).toEqual([expect.stringMatching(/^Token has expired \d seconds ago$/)])
    expect([statuses, ada.client.getChannels()]).toEqual([['SUBSCRIBED', 'CLOSED'], []])
    await ada.leave()
  })

  it('a member who renews in time stays past the old expiry', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby', {}, await h.sign({ role: 'authenticated' }, 1))
    renew(socket, await h.sign({ role: 'authenticated' }, 60))
    await quiet(1_300)
    expect(socket.received).toEqual([])
    socket.close()
  })
})

it('a person joins with an API key for a token, as what the key of the socket stands for', async () => {
  const socket = await openSocket(h, { apikey: 'sb_publishable_realtime_tests' })
  expect((await socket.join('lobby', {}, 'sb_publishable_realtime_tests')).status).toBe('ok')
  socket.close()
})
