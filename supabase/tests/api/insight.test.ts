import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'

const page = readFileSync(new URL('../../../docs/insight.md', import.meta.url), 'utf8')
const snippets = [...page.matchAll(/\n([^\n]+)\n\n```sql\n([\s\S]*?)```/g)].map(
  ([, name = '', sql = '']) => ({
    name,
    sql,
  }),
)

let ada: Person
let grace: Person
beforeAll(async () => {
  ;[ada, grace] = await Promise.all([person('Ada'), person('Grace', 'staff')])
  await placeOrder(ada)
})

test('the page has its snippets', () => expect(snippets.length).toBeGreaterThan(6))
for (const { name, sql } of snippets)
  test(`an admin runs: ${name}`, async () => {
    await expect(asAdmin(sql)).resolves.toBeInstanceOf(Array)
  })

test('staff ask why a notification was not sent, and read it in words', async () => {
  const { data: told } = await ada.supabase.from('notifications').select('id').limit(1).single()
  const { data, error } = await grace.supabase.rpc('explain_notification', { id: told?.id ?? '' })
  expect(error).toBeNull()
  expect(data?.map(({ channel }) => channel)).toEqual(
    expect.arrayContaining(['in_app', 'sms', 'web_push', 'email']),
  )
  for (const { why } of data ?? []) expect(why).toMatch(/^[A-Z].{10,}\.$/)
})

test('staff take a view along as CSV, and a person does not', async () => {
  const { data } = await grace.supabase.rpc('export_csv', { view_name: 'delivery_rate' })
  const [head, ...rows] = (data ?? '').trimEnd().split('\r\n')
  expect(head).toContain('"day","channel","event_type"')
  expect(rows.length).toBeGreaterThan(0)
  const { error } = await ada.supabase.rpc('export_csv', { view_name: 'delivery_rate' })
  expect(error?.hint).toBe('not_staff')
})

test('staff see how sending goes', async () => {
  const { data, error } = await grace.supabase.rpc('delivery_health', {})
  expect(error).toBeNull()
  expect(data).toMatchObject({ channels: expect.any(Array), providers: expect.any(Array) })
})
