import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

const connections = 24
const seconds = 10
const enough = 200
let people: Person[]
let staff: Person[]
let sam: Person
let pia: Person
let all: Connection[]
let orderId: string
let roomIds: string[]

beforeAll(async () => {
  // more than a person can do by hand
  await asAdmin(
    'update private.settings set messages_per_minute = 1000000, changes_per_minute = 1000000, reports_per_hour = 10000, unsent_files_per_person = 1000, away_after_seconds = 0, chat_burst_seconds = 0, looking_seconds = 16',
  )
  ;[sam, pia, ...people] = (await Promise.all([
    person('Sam', 'partner'),
    person('Pia', 'partner'),
    person('Ada'),
    person('Bob'),
    person('Cleo'),
  ])) as [Person, Person, ...Person[]]
  staff = await Promise.all([person('Grace', 'staff'), person('Hans', 'staff'), person('Ida', 'staff')])
  const [ada, bob] = people as [Person, Person]
  orderId = (await placeOrder(ada)).id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const [order] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [orderId])
  const ids = await Promise.all(
    [ada, bob].map(async (who) => {
      const { data } = await who.supabase.rpc('open_support', {
        subject: 'Help',
        body: 'Please',
        client_id: crypto.randomUUID(),
      })
      return data?.id ?? ''
    }),
  )
  const { data: direct } = await ada.supabase.rpc('open_direct_room', { user_id: sam.id })
  roomIds = [order?.id ?? '', ...ids, direct?.id ?? '']
  for (const one of staff)
    for (const room_id of roomIds.slice(0, 3)) await one.supabase.rpc('join_room', { room_id })
  for (const one of people)
    await staff[0]?.supabase.rpc('add_member', { room_id: ids[0] ?? '', user_id: one.id })
  all = await Promise.all(Array.from({ length: connections }, openConnection))
}, 120_000)
afterAll(async () => {
  await asAdmin(
    'update private.settings set messages_per_minute = default, changes_per_minute = default, reports_per_hour = default, unsent_files_per_person = default, away_after_seconds = default, chat_burst_seconds = default, looking_seconds = default',
  )
  // their requests, reports and drafts are nobody else's business
  await asAdmin('delete from public.rooms where id = any ($1)', [roomIds ?? []])
  await Promise.all((all ?? []).map((one) => one.close()))
})

const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
const aMessage = `(select id from public.messages where room_id = $1 and sender_id is not null order by seq desc offset floor(random() * 6) limit 1)`
const anOwn = `(select id from public.messages where room_id = $1 and sender_id = (select auth.uid()) order by seq desc offset floor(random() * 3) limit 1)`
const send = `select public.send_message($1, gen_random_uuid(), 'see https://x.example/'`
/** What members do, each more than once in the list when it is more common. */
const doings = [
  `${send})`,
  `${send})`,
  `${send})`,
  `${send}, mentions => array(select user_id from public.room_members where room_id = $1 and left_at is null))`,
  `${send}, thread_root => (select id from public.messages where room_id = $1 and thread_root is null order by seq desc limit 1))`,
  `${send}, file_ids => array(select id from public.message_files where room_id = $1 and uploader_id = (select auth.uid()) and message_id is null limit 2))`,
  `select public.edit_message(${anOwn}, 'new ' || random())`,
  `select public.react(${aMessage}, '👍', random() < 0.5)`,
  `select public.pin_message(${aMessage}, random() < 0.5)`,
  `select public.delete_message(${anOwn})`,
  `select public.mark_read($1, (select max(seq) from public.messages where room_id = $1))`,
  `select public.mark_read($1, (select max(seq) from public.messages where room_id = $1))`,
  `select public.mark_delivered($1, (select max(seq) from public.messages where room_id = $1))`,
  `select public.mark_thread_read(thread_root, seq) from public.messages where room_id = $1 and thread_root is not null order by seq desc limit 1`,
  `select public.save_draft($1, 'draft ' || random())`,
  `select public.look_at_room($1, is_looking => random() < 0.5)`,
  `select public.begin_upload(gen_random_uuid(), $1, 'a.png', 'image/png', 10)`,
  `select public.report_message(${aMessage}, 'spam')`,
  `select public.mark_notifications_read(array(select id from public.notifications order by random())) where $1::uuid is not null`,
  `select count(*) from public.room_list() where $1::uuid is not null`,
]
const doingsOfStaff = [
  `select public.leave_room($1) where $2::uuid is not null`,
  `select public.join_room($1) where $2::uuid is not null`,
  `select public.join_room($1) where $2::uuid is not null`,
  `select public.delete_message(${aMessage}) where $2::uuid is not null`,
  `select public.close_room($1) where $2::uuid is not null`,
  `select public.reopen_room($1) where $2::uuid is not null`,
  `select public.reopen_room($1) where $2::uuid is not null`,
  `select public.remove_member($1, $2)`,
  `select public.add_member($1, $2)`,
  `select public.add_member($1, $2)`,
  `select public.mute_member($1, $2, now() + interval '1 second')`,
  `select public.notes_room($1) where $2::uuid is not null`,
  `select public.assign_ticket($1, auth.uid()) where $2::uuid is not null`,
  `select public.resolve_ticket($1) where $2::uuid is not null`,
  `select public.suspend_person($2, now() + interval '2 seconds', 'hammer') where $1::uuid is not null`,
  `select public.lift_suspension($2) where $1::uuid is not null`,
  `select public.settle_report((select id from public.report_queue() order by random() limit 1), 'deleted') where ($1::uuid, $2::uuid) is not null`,
]

test('whatever people, staff and jobs do at the same moment, nobody waits for somebody who waits for them', async () => {
  const went = new Map<string, number>()
  const count = (what: string) => went.set(what, (went.get(what) ?? 0) + 1)
  const end = Date.now() + seconds * 1000
  const members = [...people, sam, pia]
  const asPerson = async (link: Connection, who: Person, text: string, values: unknown[]) => {
    await link.sql('begin')
    try {
      await link.actAs(who.id)
      await link.sql(text, values)
      await link.sql('commit')
      count('done')
    } catch (cause) {
      await link.sql('rollback')
      const { code, message } = cause as { code?: string; message: string }
      if (code?.startsWith('PT')) count('refused')
      else count(`${code} ${message}: ${text.slice(0, 60)}`)
    }
  }
  const job = async (link: Connection, text: string, values: unknown[] = []) =>
    link.sql(text, values).then(
      () => count('jobs'),
      ({ code, message }) => count(`${code} ${message}: ${text.slice(0, 60)}`),
    )
  const work = async (link: Connection, nr: number) => {
    // on a slow machine until enough was done to have met
    while (Date.now() < end || (went.get('done') ?? 0) <= enough) {
      if (nr === 0) await job(link, 'select private.tell_those_away()')
      else if (nr === 1)
        await job(link, 'update public.orders set partner_id = $2 where id = $1', [
          orderId,
          oneOf([sam, pia]).id,
        ])
      else if (nr === 2) {
        for (const { message_id, lease_token } of await link.sql(
          'select * from public.claim_link_lookups(3)',
        ))
          await job(link, `select public.settle_link_lookup($1, $2, '{"title": "x"}')`, [
            message_id,
            lease_token,
          ])
        await job(link, `update public.profiles set role = 'customer' where id = $1`, [staff[2]?.id])
        await job(link, `update public.profiles set role = 'staff' where id = $1`, [staff[2]?.id])
      } else if (nr < 5) {
        await job(
          link,
          'update public.message_files set uploaded_at = now(), next_attempt_at = now() where uploaded_at is null and random() < 0.5',
        )
        const files = await link.sql('select id, lease_token from public.claim_files(20)')
        const results = files.map((file) => ({ ...file, state: 'blocked' })).sort(() => Math.random() - 0.5)
        await job(link, 'select public.settle_files($1)', [JSON.stringify(results)])
      } else if (nr < 10)
        await asPerson(link, oneOf(staff), ...([oneOf(doingsOfStaff)] as [string]), [
          oneOf(roomIds),
          oneOf(members).id,
        ])
      else await asPerson(link, oneOf([...members, ...staff]), oneOf(doings), [oneOf(roomIds)])
    }
  }
  await Promise.all(all.map(work))
  const unexpected = [...went].filter(([what]) => !['done', 'refused', 'jobs'].includes(what))
  expect(Object.fromEntries(unexpected)).toEqual({})
  expect(went.get('done')).toBeGreaterThan(enough)
  for (const room of roomIds) {
    const [row] = await asAdmin<{ holes: number; last: number }>(
      `select (select last_seq from public.rooms where id = $1)::int - (select count(*)::int from public.messages where room_id = $1) as holes,
        (select max(seq) from public.messages where room_id = $1)::int as last`,
      [room],
    )
    expect(row?.holes).toBe(0)
  }
}, 120_000)

test('a message is sent, changed and read while nothing can be said aloud', async () => {
  // nobody of the above: they may be suspended still
  const dora = await person('Dora')
  const [one, two] = all as [Connection, Connection]
  const [room] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [
    (await placeOrder(dora)).id,
  ])
  onTestFinished(async () => {
    await one.sql('rollback')
  })
  await one.sql('begin')
  // stands for a partition that is not there, which here nobody may take away
  await one.sql('lock table realtime.messages in access exclusive mode')
  await two.sql('begin')
  await two.sql(`set local lock_timeout = '50ms'`)
  await two.actAs(dora.id)
  const [sent] = await two.sql(`select (public.send_message($1, gen_random_uuid(), 'unheard')).id`, [
    room?.id,
  ])
  await two.sql(`select public.react($1, '👍')`, [sent?.id])
  await two.sql('select public.mark_read($1, 2)', [room?.id])
  await two.sql('commit')
  await one.sql('rollback')
  expect(await asAdmin('select body from public.messages where id = $1', [sent?.id])).toEqual([
    { body: 'unheard' },
  ])
})
