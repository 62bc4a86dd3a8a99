import { expect, test } from 'vitest'
import { readStatus } from './supabase-stack.ts'

test('the status of the supabase CLI is read past what it says before the object', () => {
  const output = `Stopped services: [supabase_imgproxy_orderline]
{"API_URL": "http://127.0.0.1:24321", "DB_URL": "postgresql://postgres:postgres@127.0.0.1:24322/postgres",
 "PUBLISHABLE_KEY": "sb_publishable_a", "SECRET_KEY": "sb_secret_b", "STUDIO_URL": "http://127.0.0.1:24323"}`
  expect(readStatus(output)).toEqual({
    API_URL: 'http://127.0.0.1:24321',
    DB_URL: 'postgresql://postgres:postgres@127.0.0.1:24322/postgres',
    PUBLISHABLE_KEY: 'sb_publishable_a',
    SECRET_KEY: 'sb_secret_b',
  })
})

test('a status without keys is refused instead of passed on', () => {
  expect(() => readStatus('{"API_URL": "http://127.0.0.1:24321"}')).toThrow()
})
