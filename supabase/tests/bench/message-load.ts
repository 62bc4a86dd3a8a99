import type pg from 'pg'

export const rooms = 200
export const words = 'Your driver is two minutes away, please have your door code ready.'

/** The nth person of the nth room, and the room; the same in every run. */
export const roomId = (n: number) => `00000000-0000-4000-9000-${n.toString(16).padStart(12, '0')}`
export const personOf = (room: number, place: number) =>
  `00000000-0000-4000-${'89a'[place]}000-${room.toString(16).padStart(12, '0')}`

/** Rooms as an order makes them: the customer, the partner and somebody of the pharmacy. */
export async function fillRooms(client: pg.Client): Promise<void> {
  await client.query(
    `insert into auth.users (id, email, raw_user_meta_data)
     select id, id || '@example.com', '{"name": "Bench"}' from unnest($1::uuid[]) id on conflict do nothing`,
    [Array.from({ length: rooms }, (_, room) => [0, 1, 2].map((place) => personOf(room, place))).flat()],
  )
  // a bench writes faster than people may
  await client.query('update private.settings set messages_per_minute = 1000000')
  await client.query(
    `insert into public.rooms (id, kind, title) select id, 'direct', 'Bench' from unnest($1::uuid[]) id on conflict do nothing`,
    [Array.from({ length: rooms }, (_, room) => roomId(room))],
  )
  await client.query(
    `insert into public.room_members (room_id, user_id, role)
     select room_id, user_id, 'customer' from unnest($1::uuid[], $2::uuid[]) as m (room_id, user_id) on conflict do nothing`,
    [
      Array.from({ length: rooms * 3 }, (_, n) => roomId(Math.floor(n / 3))),
      Array.from({ length: rooms * 3 }, (_, n) => personOf(Math.floor(n / 3), n % 3)),
    ],
  )
  await client.query('vacuum analyze public.rooms, public.room_members, public.profiles')
}
