import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ migration })
})
afterAll(() => api.stop())

const whoami = async (init: Parameters<TestApi['http']>[1]) => {
  const answer = await api.http('/rest/v1/rpc/whoami', { method: 'POST', body: '{}', ...init })
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
    challenge: answer.headers.get('www-authenticate'),
  }
}

describe('an API key', () => {
  test('of each kind is its role', async () => {
    const { publishableKey, secretKey, anonJwt, serviceRoleJwt } = api.secrets
    const roles = {
      [publishableKey]: 'anon',
      [anonJwt]: 'anon',
      [secretKey]: 'service_role',
      [serviceRoleJwt]: 'service_role',
    }
    for (const [key, role] of Object.entries(roles)) {
      expect(await whoami({ key })).toMatchObject({ status: 200, body: { user: role, role } })
      expect(await whoami({ key, token: key })).toMatchObject({ status: 200, body: { user: role } })
    }
  })

  test('that is missing or wrong opens nothing', async () => {
    const none = await fetch(`${api.url}/rest/v1/phones`)
    expect([none.status, await none.json()]).toMatchObject([401, { message: 'No API key found in request' }])
    for (const key of [
      'x',
      `${api.secrets.secretKey}x`,
      api.secrets.secretKey.slice(0, -1),
      await api.token({ role: 'anon' }),
    ]) {
      expect(await whoami({ key })).toMatchObject({ status: 401, body: { message: 'Invalid API key' } })
    }
    const inUrl = await fetch(
      `${api.url}/rest/v1/phones?select=id&id=eq.1&apikey=${api.secrets.publishableKey}`,
    )
    expect(await inUrl.json()).toEqual([{ id: 1 }])
  })

  test('that is secret is refused in a browser', async () => {
    const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' }
    expect(await whoami({ key: api.secrets.secretKey, headers: browser })).toMatchObject({ status: 401 })
    expect(await whoami({ headers: browser })).toMatchObject({ status: 200, body: { user: 'anon' } })
  })
})

describe('a token', () => {
  const sub = '7b1c0f5e-0000-4000-8000-000000000001'

  test('of a person makes the request theirs, whatever the key', async () => {
    const token = await api.token({ sub, app_metadata: { team: 'x' } })
    expect(await whoami({ token })).toMatchObject({
      body: { uid: sub, user: 'authenticated', jwt: { app_metadata: { team: 'x' } } },
    })
    expect(await whoami({ token, key: api.secrets.secretKey })).toMatchObject({
      body: { uid: sub, user: 'authenticated' },
    })
  })

  test('that is forged, expired, early or garbage is refused, never taken for nobody', async () => {
    const now = Math.floor(Date.now() / 1000)
    const [header, , signature] = (await api.token({ sub })).split('.')
    const claims = Buffer.from(JSON.stringify({ sub, role: 'service_role' })).toString('base64url')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
    const cases: [string, string][] = [
      [await api.token({ sub }, 'another secret that is long enough to be one'), 'PGRST301'],
      [`${header}.${claims}.${signature}`, 'PGRST301'],
      [`${unsigned}x`, 'PGRST301'],
      [unsigned, 'PGRST301'],
      ['garbage', 'PGRST301'],
      ['', 'PGRST301'],
      [api.secrets.secretKey, 'PGRST301'],
      [await api.token({ sub, exp: now - 1 }), 'PGRST303'],
      [await api.token({ sub, nbf: now + 60 }), 'PGRST303'],
      [await api.token({ sub, iat: now + 3600, exp: now + 7200 }), 'PGRST303'],
    ]
    for (const [token, code] of cases) {
      for (const key of [api.secrets.publishableKey, api.secrets.anonJwt]) {
        const answer = await whoami({ token, key })
        expect(answer, token).toMatchObject({
          status: 401,
          body: { code },
          challenge: expect.stringContaining('invalid_token'),
        })
      }
    }
  })

  test('of a role that nobody may take is refused', async () => {
    for (const role of ['postgres', 'supabase_admin', 'supabase_auth_admin', 'authenticator; drop table x']) {
      const answer = await whoami({ token: await api.token({ sub, role }) })
      expect([401, 403], role).toContain(answer.status)
      expect(answer.body.user).toBeUndefined()
    }
    expect(await whoami({ token: await api.token({ sub, role: undefined }) })).toMatchObject({
      body: { user: 'anon' },
    })
  })

  test('cannot change what is asked with settings of its own', async () => {
    const token = await api.token({
      sub,
      statement_timeout: '0',
      search_path: 'auth',
      'request.jwt.claims': '{}',
    })
    expect(await whoami({ token })).toMatchObject({ body: { uid: sub, user: 'authenticated' } })
  })
})

test('settings of one request do not reach the next on its connection', async () => {
  const timeouts = (client: ReturnType<TestApi['client']>) =>
    Promise.all(
      Array.from(
        { length: 40 },
        async () => (await client.rpc('setting', { key: 'statement_timeout' })).data,
      ),
    )
  expect(new Set(await timeouts(api.client()))).toEqual(new Set(['3s']))
  // service_role has none of its own and keeps what authenticator signed in with
  expect(new Set(await timeouts(api.service()))).toEqual(new Set(['8s']))
})

test('requests of different callers at one time never see each other', async () => {
  const people = await Promise.all(
    Array.from({ length: 8 }, async (_, at) => ({
      uid: `7b1c0f5e-0000-4000-8000-00000000000${at}`,
      token: await api.token({ sub: `7b1c0f5e-0000-4000-8000-00000000000${at}` }),
    })),
  )
  const expired = await api.token({ exp: 1 })
  const callers = [
    ...people.map(({ uid, token }) => ({ init: { token }, expected: { uid, user: 'authenticated' } })),
    { init: {}, expected: { uid: null, user: 'anon' } },
    { init: { key: api.secrets.secretKey }, expected: { uid: null, user: 'service_role' } },
    { init: { token: expired }, expected: { code: 'PGRST303' } },
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(callers.length - 1), { minLength: 20, maxLength: 40 }),
      async (order) => {
        const answers = await Promise.all(order.map((at) => whoami(callers[at]?.init ?? {})))
        answers.forEach((answer, at) => {
          expect(answer.body).toMatchObject(callers[order[at] ?? 0]?.expected ?? {})
        })
      },
    ),
    { numRuns: 25 },
  )
})
