import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { words as ar } from './failure-words-ar.ts'
import { words as es } from './failure-words-es.ts'

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
const refusals = page.slice(page.indexOf('## From the database'), page.indexOf('## Why a delivery'))
const codes = [...refusals.matchAll(/^\| `([a-z_]+)` \| \d/gm)].map(([, code]) => code ?? '')

/** Nobody meets these in the app: they are for who writes templates, jobs and functions, or for a provider that knocks. */
const forPrograms = [
  ...['template_not_found', 'template_unclosed', 'template_variable', 'template_filter'],
  ...['template_incomplete', 'template_too_long', 'event_or_person_not_found', 'view_not_found'],
  ...['delivery_not_found', 'delivery_not_given_up', 'kept_as_evidence', 'invalid_hold', 'invalid_span'],
  ...['invalid_consent', 'invalid_batch', 'invalid_cursor', 'invalid_engagement', 'nothing_named'],
  ...['payment_event_not_found', 'payment_fixed'],
  ...['not_allowed', 'bad_signature', 'not_found', 'method_not_allowed', 'body_too_large'],
  ...['not_paid', 'refund_fixed', 'receipt_fixed'],
]

test('a person is refused in their own language, whatever the code', () => {
  const forPeople = [...new Set(codes)].filter((code) => !forPrograms.includes(code)).sort()
  expect(forPeople.length).toBeGreaterThan(80)
  expect(Object.keys(es.refusals).sort()).toEqual(forPeople)
  expect(Object.keys(ar.refusals).sort()).toEqual(forPeople)
})
