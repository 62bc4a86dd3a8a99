import pg from 'pg'
import type { Journey } from './journey.ts'

/** What SQL says of the order: rows that must be there, and every way in which they contradict the story. */
export async function readBooks(
  databaseUrl: string,
  journey: Journey,
): Promise<{ faults: string[]; told: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const one = async (sql: string, value: string) => Number((await client.query(sql, [value])).rows[0].n)
  try {
    const deliveries = (channel: string) =>
      one(
        `select count(*) n from private.deliveries d join public.notifications n on n.id = d.notification_id
         where n.subject_id = $1 and n.category = 'order' and d.channel = '${channel}' and d.state in ('accepted', 'sent', 'delivered')`,
        journey.orderId,
      )
    const [sms, push, events, notifications, said, holes, positions, last, unsettled] = [
      await deliveries('sms'),
      await one(
        `select count(distinct n.id) n from private.deliveries d join public.notifications n on n.id = d.notification_id
         where n.subject_id = $1 and n.category = 'order' and d.channel = 'web_push' and d.state = 'accepted'`,
        journey.orderId,
      ),
      await one('select count(*) n from public.order_events where order_id = $1', journey.orderId),
      await one(
        `select count(*) n from public.notifications where subject_id = $1 and category = 'order'`,
        journey.orderId,
      ),
      await one(
        'select count(*) n from public.messages where room_id = $1 and sender_id is not null',
        journey.roomId,
      ),
      await one('select max(seq) - count(*) n from public.messages where room_id = $1', journey.roomId),
      await one('select count(*) n from public.locations where order_id = $1', journey.orderId),
      await one('select count(*) n from public.last_locations where order_id = $1', journey.orderId),
      await one(
        `select count(*) n from private.deliveries d join public.notifications n on n.id = d.notification_id
         where n.subject_id = $1 and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous', 'failed', 'dead')`,
        journey.orderId,
      ),
    ]
    const { rows: told } = await client.query<{ event_type: string }>(
      `select event_type from public.notifications where subject_id = $1 and category = 'location' order by created_at, event_type`,
      [journey.orderId],
    )
    // a jump that nothing spoke against when it came is taken out when its neighbours come
    const isWhole = journey.refused.jump ? positions <= journey.sent : positions === journey.taken
    const rules: [boolean, string][] = [
      [events === 5, `history has ${events} of 5 rows`],
      [notifications === 5, `${notifications} of 5 notifications`],
      [sms === 5, `${sms} of 5 SMS deliveries went out`],
      [push === 5, `${push} of 5 notifications were pushed`],
      [said === journey.messages, `${said} of ${journey.messages} messages`],
      [holes === 0, `the room has ${holes} holes in its numbers`],
      [isWhole, `${positions} positions in the trail of ${journey.taken} taken`],
      [last === 0, 'the last position outlived the order'],
      [unsettled === 0, `${unsettled} deliveries are not settled well`],
    ]
    return {
      faults: rules.filter(([holds]) => !holds).map(([, fault]) => fault),
      told: told.map(({ event_type }) => event_type),
    }
  } finally {
    await client.end()
  }
}
