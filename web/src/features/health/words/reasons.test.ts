import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { providerText } from '../texts.ts'
import { reasonText, reasonWords } from './reasons.ts'
import { words as ar } from './reasons-ar.ts'
import { words as es } from './reasons-es.ts'

const migrations = new URL('../../../../../supabase/migrations/', import.meta.url)
const chapter = (part: string) =>
  readFileSync(new URL(readdirSync(migrations).find((name) => name.includes(part)) ?? '', migrations), 'utf8')

test('staff read every reason of ours, and what Twilio answers, in their own language', () => {
  const ours = [...chapter('_delivery_reasons').matchAll(/^ {2}\('([a-z_]+)'/gm)].map(
    ([, code]) => code ?? '',
  )
  const twilio = [...chapter('_attempts').matchAll(/\('twilio', '(\d+)'/g)].map(([, code]) => code ?? '')
  expect(ours.length).toBeGreaterThan(20)
  expect(twilio.length).toBeGreaterThan(10)
  for (const { byCode } of [es, ar])
    expect([...ours, ...twilio].filter((code) => !Object.hasOwn(byCode, code))).toEqual([])
  expect(Object.keys(ar.byCode)).toEqual(Object.keys(es.byCode))
})

test('a reason that no catalogue knows is said as the database says it', () => {
  const edited = { code: 'no_consent', meaning: 'They did not want it.' }
  expect(reasonText(es, edited, '')).toBe(es.byCode.no_consent)
  expect(reasonText(reasonWords.now(), edited, ''), 'an admin edits the English').toBe(edited.meaning)
  expect(reasonText(ar, { code: '63016', meaning: 'Outside the window (twilio 63016).' }, '')).toMatch(
    /^Outside/,
  )
  expect(reasonText(ar, { code: 'constructor', meaning: null }, '')).toBe('constructor')
  expect(reasonText(ar, { code: null, meaning: null }, 'unknown')).toBe('unknown')
})

test('staff read the name of every provider we bring as it writes itself, and one of their own as they wrote it', () => {
  const ours = [...chapter('_providers').matchAll(/\('([a-z_]+)', '(?:web_push|sms|email)', \d/g)]
  expect(ours.length).toBeGreaterThan(3)
  for (const [, name = ''] of ours) {
    expect(providerText(name)).not.toBe(name)
    expect(providerText(name).toLowerCase()).toBe(name.replace('_', ' '))
  }
  expect(providerText('our_own')).toBe('our_own')
})
