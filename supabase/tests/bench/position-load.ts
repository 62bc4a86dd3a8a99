import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export type Carried = { orderId: string; partnerId: string; customerId: string }

/** As many open orders, each under way with a partner of its own who shares their position. */
export async function fillOrders(client: pg.Client, count: number): Promise<Carried[]> {
  // a bench sends faster than a partner may
  await client.query('update private.settings set position_calls_per_minute = 1000000')
  const carried = Array.from({ length: count }, () => ({
    ...{ orderId: '', partnerId: randomUUID(), customerId: randomUUID() },
  }))
  await client.query(
    `insert into auth.users (id, email, raw_user_meta_data) select id, id || '@example.com', '{"name": "Bench"}' from unnest($1::uuid[]) id`,
    [carried.flatMap(({ partnerId, customerId }) => [partnerId, customerId])],
  )
  await client.query(`update public.profiles set role = 'partner' where id = any ($1::uuid[])`, [
    carried.map(({ partnerId }) => partnerId),
  ])
  for (const one of carried) {
    await actAs(client, one.customerId)
    const { rows } = await client.query(
      `select id from public.place_order($1, 'pharmacy', '1 High Street', 51.5, -0.1, '2 Low Street', 51.6, -0.3, null)`,
      [randomUUID()],
    )
    one.orderId = rows[0].id
    await actAs(client, one.partnerId)
    await client.query('select from public.accept_order($1)', [one.orderId])
    await client.query(`select from public.start_sharing($1, 'bench')`, [one.orderId])
  }
  await client.query(`select set_config('request.jwt.claims', '', false)`)
  return carried
}

const actAs = (client: pg.Client, userId: string) =>
  client.query(`select set_config('request.jwt.claims', $1, false)`, [claims(userId)])

/** What a signed-in person's connection begins with. */
export const claims = (userId: string) => JSON.stringify({ role: 'authenticated', sub: userId })

/** The nth fix of a drive up and down a street of 4 km that ends at neither end of the order: 10 m each step. */
export function fix(n: number): { lat: number; lng: number; speed_mps: number; heading_deg: number } {
  const along = n % 800
  const steps = along < 400 ? along : 800 - along
  return { lat: 51.53 + steps * 9e-5, lng: -0.2, speed_mps: 10, heading_deg: along < 400 ? 0 : 180 }
}
