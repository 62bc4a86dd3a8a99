import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOutbox, until } from './sms-outbox.ts'

let outbox: Awaited<ReturnType<typeof openOutbox>>
beforeAll(async () => {
  outbox = await openOutbox()
  await outbox.sql.query(
    `update private.sms_limits set messages = 30 where scope = 'person' and period = 'day'`,
  )
  await outbox.sql.query(`
    insert into public.phones (user_id, e164, verified_at) select id, '+447700900888', now() from public.profiles where name = 'Sam';
    insert into public.preferences (user_id, category, channel, is_enabled) select id, 'order', 'sms', true from public.profiles where name = 'Sam'
    on conflict do nothing;
    delete from public.phones p using public.profiles o where o.id = p.user_id and o.name = 'Sam' and p.e164 <> '+447700900888'`)
})
afterAll(() => outbox?.close())

/** How long after it was told Sam's text is at the provider, ms. */
async function tellSam(name: string): Promise<number> {
  const began = performance.now()
  await outbox.sql.query(
    `select public.notify(id, 'order.placed', data => jsonb_build_object('order', jsonb_build_object('number', $1::text)), dedupe_key => $1)
     from public.profiles where name = 'Sam'`,
    [name],
  )
  const isThere = async () => {
    const state = `select d.accepted_at is not null as is_there from private.deliveries d
      join public.notifications n on n.id = d.notification_id where n.dedupe_key = $1 and d.channel = 'sms'`
    return (await outbox.sql.query(state, [name])).rows[0]?.is_there === true
  }
  expect(await until(isThere, 30_000, 5)).toBe(true)
  return performance.now() - began
}

test('Sam’s text is hardly later when hundreds for Ada pass her cap in front of it', async () => {
  await outbox.tell('WARM', 40)
  await until(async () => (await outbox.states('WARM')).suppressed === 10, 30_000)
  const [idle, flooded]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round++) {
    idle.push(await tellSam(`IDLE${round}`))
    await outbox.tell(`FLOOD${round}-`, 300)
    flooded.push(await tellSam(`BEHIND${round}`))
    await until(async () => (await outbox.states(`FLOOD${round}-`)).suppressed === 300, 30_000)
    await pause(100)
  }
  const { rows } = await outbox.sql.query(
    `select count(*)::int as sent from private.deliveries d join public.profiles p on p.id = d.user_id
     where p.name = 'Ada' and d.channel = 'sms' and d.state in ('accepted', 'sent', 'delivered')`,
  )
  console.log(
    JSON.stringify({
      idleMs: idle.map(Math.round),
      floodedMs: flooded.map(Math.round),
      adaGot: rows[0].sent,
    }),
  )
  expect(rows[0].sent, 'Ada got what her cap allows').toBe(30)
  // the queue is not in the way: what is left is the pushes and mails of the flood, which share the cores of this machine
  expect(Math.min(...flooded)).toBeLessThan(Math.min(...idle) * 1.2 + 250)
}, 240_000)
