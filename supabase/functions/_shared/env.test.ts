import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { readEnv, readSecretKey } from './env.ts'

const from = (values: Record<string, string>) => (name: string) => values[name]

Deno.test('a start with two missing secrets names both, and an empty one counts as missing', () => {
  throws(() => readEnv(from({ A: 'a', B: '' }), ['A', 'B', 'C']), /^Error: Missing in the environment: B, C$/)
})

Deno.test('a function reads its required settings and those optional ones that are set', () => {
  deepStrictEqual(readEnv(from({ A: 'a', O: 'o', X: 'x' }), ['A'], ['O', 'P']), { A: 'a', O: 'o' })
})

Deno.test('a function takes the named secret key, else the service role key of an older project', () => {
  const legacy = { SUPABASE_SERVICE_ROLE_KEY: 'ey.jwt' }
  strictEqual(
    readSecretKey(from({ ...legacy, SUPABASE_SECRET_KEYS: '{"default":"sb_secret_1"}' })),
    'sb_secret_1',
  )
  strictEqual(readSecretKey(from({ ...legacy, SUPABASE_SECRET_KEYS: '{}' })), 'ey.jwt')
  throws(() => readSecretKey(from({})), /SUPABASE_SECRET_KEYS/)
})
