import type pg from 'pg'

/** The person of the bench with two dozen rooms, and the one of support who is in four thousand. */
export const usual = 'p1'
export const busy = 'p5001'

const tables = ['rooms', 'room_members', 'messages']
const rooms = 10_000
const each = 100
const common =
  'the to and is your order we it at on you for in will of be a have please delivery when can not with'.split(
    ' ',
  )

/** Words as people use them: the second half as often as the first, and so on down to words said once. */
function makeWords() {
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const rare = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 4 + Math.floor(random() * 6) }, () =>
      String.fromCharCode(97 + Math.floor(random() * 26)),
    ).join(''),
  )
  const words = [...common, ...rare]
  return (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(words.length ** random()) - 1]).join(' ')
}

/** A million messages of 5,000 people in 10,000 rooms, without the triggers that would tell somebody of each. */
export async function fillChat(client: pg.Client): Promise<void> {
  // without superuser rights triggers go off table by table, and checks of references go on
  for (const table of tables) await client.query(`alter table public.${table} disable trigger user`)
  await client.query(`
    insert into auth.users (id, email, raw_user_meta_data)
    select md5('p' || n)::uuid, 'p' || n || '@example.com', jsonb_build_object('name', 'Person ' || n) from generate_series(1, 5001) n`)
  await client.query(`
    insert into public.rooms (id, kind, title, last_seq, last_rev, last_message_at)
    select md5('r' || n)::uuid, 'support', 'Room ' || n, ${each}, ${each}, now() - n * interval '1 minute' from generate_series(1, ${rooms}) n`)
  await client.query(`
    insert into public.room_members (room_id, user_id, role, last_read_seq, last_delivered_seq)
    select md5('r' || n)::uuid, md5('p' || p)::uuid, 'customer', ${each} - 3, ${each} - 3
    from generate_series(1, ${rooms}) n, lateral (
      select 1 + n * k * 7919 % 5000 from generate_series(1, 3) k
      union select 1 where n <= 24 union select 5001 where n <= 4000) as members(p)`)
  const say = makeWords()
  for (let seq = 1; seq <= each; seq++) {
    const bodies = Array.from({ length: rooms }, (_, room) => say(6 + ((room + seq) % 12)))
    await client.query(
      `insert into public.messages (room_id, seq, rev, sender_id, client_id, type, body, created_at)
       select md5('r' || n)::uuid, $2::bigint, $2::bigint, md5('p' || 1 + n * (1 + $2::bigint % 3) * 7919 % 5000)::uuid, gen_random_uuid(), 'text', body,
         now() - (${each} - $2::bigint) * interval '3 hours' - n * interval '1 minute'
       from unnest($1::text[]) with ordinality as said(body, n)`,
      [bodies, seq],
    )
  }
  for (const table of tables) await client.query(`alter table public.${table} enable trigger user`)
  // the trigger would have done it, one by one
  await client.query(
    `insert into private.message_words (message_id, room_id, sender_id, created_at, words)
     select id, room_id, sender_id, created_at, private.words_of(body, files) from public.messages`,
  )
  await client.query(
    'vacuum analyze public.messages, private.message_words, public.rooms, public.room_members, public.profiles',
  )
}
