import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claim, openScratchOutbox } from './scratch-outbox.ts'

let outbox: Awaited<ReturnType<typeof openScratchOutbox>>
beforeAll(async () => {
  outbox = await openScratchOutbox()
})
beforeEach(() => outbox.sql('delete from public.notifications'))
afterAll(() => outbox?.close())

/** The very command that pg_cron runs. */
async function runJob(name: string): Promise<void> {
  const [job] = await outbox.sql<{ command: string }>('select command from cron.job where jobname = $1', [
    name,
  ])
  await outbox.sql(job?.command ?? '')
}

test('ten thousand notifications of the same minute are announced to their people in one run of the job', async () => {
  await outbox.sql(
    `insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body, created_at, deliver_after, announced_at)
     select $1, 'order.ready', 'order', 'normal', 'same minute ' || n, 'Ready', 'It is ready.', now() - interval '1 hour', now() - interval '1 second', '-infinity'
     from generate_series(1, 10000) n`,
    [outbox.adaId],
  )
  const began = performance.now()
  await runJob('orderline-wake')
  console.log(JSON.stringify({ wokenInMs: Math.round(performance.now() - began) }))
  const [left] = await outbox.sql<{ n: number }>(
    'select count(*)::int as n from public.notifications where announced_at < inbox_at',
  )
  expect(left?.n).toBe(0)
})

test('after an hour without pg_cron and knocks Ada gets what still holds, urgent and oldest first, and one knock per channel', async () => {
  await outbox.sql(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => 'hour ' || n,
       priority => case when n = 60 then 'urgent' else 'normal' end::public.notification_priority) from generate_series(1, 60) n`,
    [outbox.adaId],
  )
  // told one a minute during the last hour; the first ten were not worth sending for that long
  await outbox.sql(
    `update private.deliveries d set next_attempt_at = now() - make_interval(mins => 61 - substr(n.dedupe_key, 6)::int),
       expires_at = case when substr(n.dedupe_key, 6)::int <= 10 then now() - interval '1 minute' else d.expires_at end
     from public.notifications n where n.id = d.notification_id`,
  )
  // what pg_net had not said yet is lost
  await outbox.sql('delete from net.http_request_queue')
  await outbox.sql(
    `select vault.create_secret('http://functions.test', 'functions_url'), vault.create_secret('a-secret', 'webhook_secret')`,
  )
  await runJob('orderline-sweep')
  const knocks = await outbox.sql<{ url: string }>('select url from net.http_request_queue order by url')
  expect(knocks.map(({ url }) => url)).toEqual([
    'http://functions.test/send-push',
    'http://functions.test/send-sms',
  ])
  const keys: string[] = []
  for (;;) {
    const batch = await claim(outbox.sql, 'sms', 5)
    if (batch.length === 0) break
    for (const { notification_id } of batch) {
      const [told] = await outbox.sql<{ key: string }>(
        'select dedupe_key as key from public.notifications where id = $1',
        [notification_id],
      )
      keys.push(told?.key ?? '')
    }
  }
  expect(keys[0]).toBe('hour 60')
  expect(keys).toHaveLength(50)
  const minutes = keys.slice(1).map((key) => Number(key.slice(5)))
  const batches = Array.from({ length: Math.ceil(minutes.length / 5) }, (_, n) =>
    Math.max(...minutes.slice(n * 5, n * 5 + 4)),
  )
  expect(batches).toEqual([...batches].sort((a, b) => a - b))
  const [expired] = await outbox.sql<{ n: number }>(
    `select count(*)::int as n from private.deliveries where channel = 'sms' and state = 'expired'`,
  )
  expect(expired?.n).toBe(10)
})
