import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, join, type Person, person } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

let ada: Person
let connections: Connection[]
beforeAll(async () => {
  ada = await person('Ada')
  connections = await Promise.all(Array.from({ length: 6 }, openConnection))
})
afterAll(() => Promise.all([...connections.map((one) => one.close()), ada.supabase.realtime.disconnect()]))

async function tell(count: number): Promise<string[]> {
  const rows = await asAdmin<{ id: string }>(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => gen_random_uuid()::text) as id
     from generate_series(1, $2::int)`,
    [ada.id, count],
  )
  return rows.map(({ id }) => id)
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('forty snoozed notifications wake once each, though six sweeps run at the same time', async () => {
  const ids = await tell(40)
  const heard = await join(ada.supabase, `user:${ada.id}`)
  if (heard.state !== 'joined') throw new Error('Ada may not hear her own topic')
  const { data } = await ada.supabase.rpc('snooze_notifications', {
    ids,
    until: new Date(Date.now() + 600).toISOString(),
  })
  expect(data).toMatchObject({ count: 40, unread: 0 })
  await pause(700)
  await Promise.all(connections.map((one) => one.sql('select private.wake_notifications(15)')))
  await Promise.all(connections.map((one) => one.sql('select private.wake_notifications(15)')))
  // what was new told itself before; only what came back carries the time it was put off to
  const back = () =>
    heard.heard.flatMap(({ event, payload }) =>
      event === 'notification_created' && payload.snoozed_until ? [payload.id] : [],
    )
  await expect.poll(() => new Set(back()).size).toBe(40)
  await pause(300)
  expect(back()).toHaveLength(40)
  const reminders = await asAdmin(
    `select 1 from public.notifications where user_id = $1 and event_type = 'reminder.snoozed'`,
    [ada.id],
  )
  expect(reminders).toHaveLength(40)
  expect((await ada.supabase.rpc('unread_count')).data).toBe(40)
})

test('what two tabs archive at once is archived by one of them, and the undo of the other takes nothing', async () => {
  await asAdmin('delete from public.notifications where user_id = $1', [ada.id])
  const ids = await tell(30)
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => ada.supabase.rpc('archive_notifications', { ids })),
  )
  const counts = answers.map(({ data }) => (data as { count: number }).count)
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 30])
  const change = answers
    .map(({ data }) => data as { change_id: string | null })
    .find(({ change_id }) => change_id)
  const undone = await Promise.all(
    Array.from({ length: 4 }, () =>
      ada.supabase.rpc('undo_inbox_change', { change_id: change?.change_id ?? '' }),
    ),
  )
  expect(undone.map(({ data }) => (data as { count: number }).count).toSorted((a, b) => a - b)).toEqual([
    0, 0, 0, 30,
  ])
  expect((await ada.supabase.rpc('unread_count')).data).toBe(30)
})
