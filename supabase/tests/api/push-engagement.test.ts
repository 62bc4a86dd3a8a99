import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

let ada: Person
let connections: Connection[]
beforeAll(async () => {
  ada = await person('Ada')
  connections = await Promise.all(Array.from({ length: 4 }, openConnection))
})
afterAll(() => Promise.all(connections.map((connection) => connection.close())))

type Step =
  | { does: 'settle'; outcome: 'accepted' | 'retry' }
  | { does: 'report'; kind: string; action: string | null }

/** A push that a worker holds, so far unanswered. */
async function heldPush(): Promise<{ id: string; lease: string }> {
  const [row] = await asAdmin<{ id: string; lease: string }>(
    `with told as (insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body)
       values ($1, 'order.ready', 'order', 'normal', gen_random_uuid()::text, 'Ready', '') returning id)
     insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, state, attempts,
       lease_token, claimed_at, next_attempt_at)
     select id, $1, 'web_push', gen_random_uuid(), '{"title": "Ready", "body": ""}', 'normal', 'sending', 1,
       gen_random_uuid(), now(), now() + interval '1 hour' from told returning id, lease_token as lease`,
    [ada.id],
  )
  if (!row) throw new Error('no push was made')
  return row
}

const run = (connection: Connection, { id, lease }: { id: string; lease: string }, step: Step) =>
  step.does === 'settle'
    ? connection.sql('select public.settle_deliveries($1)', [
        JSON.stringify([
          { id, lease_token: lease, outcome: step.outcome, provider: 'web_push', code: 'timeout' },
        ]),
      ])
    : connection.sql('select public.record_engagement($1, $2, $3)', [id, step.kind, step.action])

const report = fc.record({
  does: fc.constant('report' as const),
  kind: fc.constantFrom('shown', 'clicked', 'dismissed'),
  action: fc.constantFrom(null, 'open', 'read'),
})
const settle = fc.record({
  does: fc.constant('settle' as const),
  outcome: fc.constantFrom('accepted' as const, 'retry' as const),
})
// each report may come twice, from two tabs or a worker that was restarted; the answer of the push service comes once
const story = fc
  .tuple(fc.array(report, { maxLength: 7 }), settle)
  .chain(([reports, answer]) =>
    fc.shuffledSubarray<Step>([...reports, answer], { minLength: reports.length + 1 }),
  )

test('whatever order reports and the answer come in, and however many at once, a push ends the same', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.integer({ min: 1, max: 4 }), async (steps, atOnce) => {
      const push = await heldPush()
      for (let from = 0; from < steps.length; from += atOnce)
        await Promise.all(
          steps.slice(from, from + atOnce).map((step, n) => run(connections[n] as Connection, push, step)),
        )
      const [is] = await asAdmin<Record<string, unknown>>(
        `select d.state, d.shown_at is not null as shown, d.clicked_at is not null as clicked, d.clicked_action as action,
           d.dismissed_at is not null as dismissed, n.read_at is not null as read, n.seen_at is not null as seen,
           d.finished_at is not null as finished,
           (select count(*)::int from private.delivery_attempts a where a.delivery_id = d.id) as attempts
         from private.deliveries d join public.notifications n on n.id = d.notification_id where d.id = $1`,
        [push.id],
      )
      const reports = steps.filter((step) => step.does === 'report')
      const clicks = reports.filter(({ kind }) => kind === 'clicked')
      const has = (kind: string) => reports.some((one) => one.kind === kind)
      const answered = steps.find((step) => step.does === 'settle')?.outcome
      expect(is).toMatchObject({
        state: reports.length > 0 ? 'delivered' : answered === 'accepted' ? 'accepted' : 'retry_wait',
        finished: reports.length > 0,
        shown: reports.length > 0,
        clicked: has('clicked'),
        dismissed: has('dismissed'),
        read: has('clicked'),
        seen: has('clicked') || has('dismissed'),
        attempts: 1,
      })
      const possible = atOnce === 1 ? clicks.slice(0, 1) : clicks
      expect(possible.length === 0 ? [null] : possible.map(({ action }) => action)).toContain(is?.action)
    }),
    { numRuns: 60 },
  )
})
