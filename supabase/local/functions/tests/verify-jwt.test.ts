import { expect, test } from 'vitest'
import { answering, serveFunctions, tokenOf } from './scratch.ts'

const files = {
  'guarded/index.ts': answering('in'),
  'open/index.ts': answering('in'),
  'unnamed/index.ts': answering('in'),
}
const settings = { guarded: { verifyJwt: true }, open: { verifyJwt: false } }
const apiKey = 'sb_publishable_key'

test('the platform lets in a person and the legacy keys, and turns away everybody else', async () => {
  await using functions = await serveFunctions(files, { settings })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const good = await tokenOf('authenticated')
  const [header, , signature] = good.split('.')
  const admin = Buffer.from(JSON.stringify({ role: 'service_role', exp: 9999999999 })).toString('base64url')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')

  const welcome = [bearer(good), bearer(await tokenOf('anon')), { ...bearer(good), apikey: apiKey }]
  for (const headers of welcome) expect((await functions.call('guarded', { headers })).status).toBe(200)

  const missing = { code: 'UNAUTHORIZED_NO_AUTH_HEADER', message: 'Missing authorization header' }
  const malformed = { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' }
  const invalid = { code: 'UNAUTHORIZED_LEGACY_JWT', message: 'Invalid JWT' }
  const turnedAway: [Record<string, string>, object][] = [
    [{}, missing],
    [{ apikey: apiKey }, missing],
    [bearer(apiKey), malformed],
    [bearer('x'), malformed],
    [{ authorization: good }, malformed],
    [bearer(await tokenOf('authenticated', { secret: 'another secret of thirty-two letters' })), invalid],
    [bearer(await tokenOf('authenticated', { expires: '-1s' })), invalid],
    [bearer(`${header}.${admin}.${signature}`), invalid],
    [bearer(`${none}.${admin}.`), invalid],
  ]
  for (const [headers, body] of turnedAway) {
    const answer = await functions.call('guarded', { headers })
    expect([answer.status, await answer.json()]).toEqual([401, body])
  }
})

test('a function without a block in config.toml is guarded, and one with verify_jwt off is not', async () => {
  await using functions = await serveFunctions(files, { settings })
  expect((await functions.call('unnamed')).status).toBe(401)
  expect((await functions.call('open', { headers: { authorization: 'Bearer anything' } })).status).toBe(200)
})

test('a preflight reaches a guarded function, which answers it', async () => {
  await using functions = await serveFunctions(
    {
      'guarded/index.ts': `Deno.serve((r) => new Response(null, { status: 204, headers: { 'x-method': r.method } }))`,
    },
    { settings },
  )
  const answer = await functions.call('guarded', { method: 'OPTIONS' })
  expect([answer.status, answer.headers.get('x-method')]).toEqual([204, 'OPTIONS'])
})
