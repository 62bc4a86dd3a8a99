import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export type Order = { email: string; event: string; data?: Record<string, unknown>; waitMs: number }

/** One line per delivery, as it stands when everything has ended or `waitMs` is over. */
export type Line = {
  channel: string
  state: string
  reason: string | null
  provider: string | null
  provider_message_id: string | null
  segments: number | null
  price: string | null
  currency: string | null
  /** Whether the price is our own reckoning, since the provider has not named it yet. */
  is_estimate: boolean
}

/** Something the caller can mend; said without a stack trace. */
export class Wrong extends Error {}

const lines = `
  select 'in_app' as channel, case when n.in_inbox then 'shown' else 'suppressed' end as state,
    case when not n.in_inbox then 'no_consent' end as reason, null as provider, null as provider_message_id,
    null as segments, null as price, null as currency,
    false as is_estimate, true as is_over
  from public.notifications n where n.id = $1
  union all
  select d.channel::text, d.state::text, d.last_code, d.provider, d.provider_message_id, d.segments, coalesce(d.price, c.estimate)::text,
    case when d.price is null and c.estimate is not null then s.sms_currency else d.currency end, d.price is null and c.estimate is not null,
    d.finished_at is not null or (d.state = 'accepted' and d.channel = 'web_push')
  from private.deliveries d left join private.sms_charges c on c.delivery_id = d.id cross join private.settings s where d.notification_id = $1
  order by 1, 2`

/**
 * Tells one person of one event through notify(), the outbox and the functions, as the product does, and watches what becomes
 * of it. Without data the event's own sample is used. Throws Wrong for an unknown person or event.
 */
export async function tell(
  databaseUrl: string,
  { email, event, data, waitMs }: Order,
): Promise<{ id: string; lines: Line[] }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const person = await client.query<{ id: string }>(
      'select id from auth.users where lower(email) = lower($1)',
      [email],
    )
    if (!person.rows[0]) throw new Wrong(`Nobody has the address ${email}.`)
    const types = await client.query<{ sample: object }>(
      'select sample from public.event_types where key = $1',
      [event],
    )
    if (!types.rows[0]) {
      const all = await client.query<{ keys: string }>(
        `select string_agg(key, ', ' order by key) as keys from public.event_types`,
      )
      throw new Wrong(`There is no event "${event}". There are: ${all.rows[0]?.keys}`)
    }
    const told = await client.query<{ id: string }>(
      'select public.notify(user_id => $1, event_type => $2, data => $3) as id',
      [person.rows[0].id, event, JSON.stringify(data ?? types.rows[0].sample)],
    )
    const id = told.rows[0]?.id ?? ''
    for (const deadline = Date.now() + waitMs; ; await pause(200)) {
      const { rows } = await client.query<Line & { is_over: boolean }>(lines, [id])
      if (rows.every((row) => row.is_over) || Date.now() >= deadline)
        return { id, lines: rows.map(({ is_over: _, ...line }) => line) }
    }
  } finally {
    await client.end()
  }
}

const failures = ['failed', 'undelivered', 'dead', 'expired']
const successes = ['shown', 'accepted', 'sent', 'delivered']

/** Whether at least one channel carried it and none failed; what the person did not want is no failure. */
export const isGood = (lines: Line[]): boolean =>
  lines.some(({ state }) => successes.includes(state)) && !lines.some(({ state }) => failures.includes(state))
