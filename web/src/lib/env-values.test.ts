import { expect, test } from 'vitest'
import { parseEnv } from './env-values.ts'

const whole = {
  VITE_SUPABASE_URL: 'http://127.0.0.1:24321',
  VITE_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  VITE_VAPID_PUBLIC_KEY: 'BK',
}

test('a developer who forgot several names is told all of them at once', () => {
  expect(() => parseEnv({})).toThrow(
    /VITE_SUPABASE_URL.*VITE_SUPABASE_PUBLISHABLE_KEY.*VITE_VAPID_PUBLIC_KEY/,
  )
})

test('a developer whose address is no address is told which name is wrong', () => {
  expect(() => parseEnv({ ...whole, VITE_SUPABASE_URL: 'localhost' })).toThrow(/VITE_SUPABASE_URL/)
})

test('a map without tiles is no mistake', () => {
  expect(parseEnv(whole).mapTilesUrl).toBe('')
})

test('an operator says where maps open', () => {
  expect(parseEnv({ ...whole, VITE_MAP_HOME: '51.5,-0.12' }).mapHome).toEqual({ lat: 51.5, lng: -0.12 })
})
