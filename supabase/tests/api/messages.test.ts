import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'
import { openConnection } from './connection.ts'
import { type Act, applyTo, emptyRoom, type Model } from './room-model.ts'

const emoji = ['👍', '🎉', '❤️']
let people: Person[]

beforeAll(async () => {
  people = await Promise.all([person('Ada'), person('Sam', 'partner'), person('Grace', 'staff')])
})

/** An order's room with all three in it, and nothing said but by the system. */
async function room(): Promise<{ id: string; start: Model }> {
  const [ada, sam, grace] = people as [Person, Person, Person]
  const order = await placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  expect(error).toBeNull()
  const [row] = await asAdmin<{ id: string; last_rev: string }>(
    `select r.id, r.last_rev from public.rooms r where r.order_id = $1`,
    [order.id],
  )
  await asAdmin(`insert into public.room_members (room_id, user_id, role) values ($1, $2, 'staff')`, [
    row?.id,
    grace.id,
  ])
  return { id: row?.id ?? '', start: emptyRoom(Number(row?.last_rev)) }
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'send',
    'send',
    'reply',
    'again',
    'edit',
    'delete',
    'react',
    'unreact',
    'pin',
    'unpin',
    'read',
  ),
  target: fc.nat(30),
  word: fc.constantFrom('one', 'two', 'three'),
  emoji: fc.constantFrom(...emoji),
})

const calls: Record<Act['what'], string> = {
  send: 'select public.send_message($1, $2, $3)',
  reply: 'select public.send_message($1, $2, $3, thread_root => $4)',
  again: 'select public.send_message($1, $2, $3)',
  edit: 'select public.edit_message($1, $2)',
  delete: 'select public.delete_message($1)',
  react: 'select public.react($1, $2, true)',
  unreact: 'select public.react($1, $2, false)',
  pin: 'select public.pin_message($1, true)',
  unpin: 'select public.pin_message($1, false)',
  read: 'select public.mark_thread_read($1, $2)',
}

const state = `
  select m.id, m.seq::int, m.rev::int, m.body, m.deleted_at is not null as is_deleted, m.edited_at is not null as is_edited,
    m.reactions, m.pinned_at is not null as is_pinned, m.thread_count, m.thread_seq::int
  from public.messages m where m.room_id = $1 and m.sender_id is not null order by m.seq`
const marks = `
  select t.user_id, t.thread_root, (select count(*)::int from public.messages m where m.thread_root = t.thread_root
    and m.seq > t.last_read_seq and m.sender_id <> t.user_id and m.deleted_at is null) as unread
  from public.thread_marks t where t.room_id = $1 order by 1, 2`

test('whatever three people do in a room, each message, count and number is what a model says', async () => {
  const { id, start } = await room()
  const connection = await openConnection()
  const ids = people.map((one) => one.id)
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 40, size: 'max' }),
        inTime(20, async (acts) => {
          const model = emptyRoom(start.lastRev)
          await connection.sql('begin')
          try {
            for (const one of acts) {
              const asked = applyTo(model, one, ids)
              if (!asked) continue
              await connection.actAs(ids[one.who] ?? '')
              await connection.sql('savepoint before')
              const values = asked.isRoom ? [id, ...asked.values] : asked.values
              const answer = await connection.sql(calls[one.what], values).then(
                () => 'taken',
                (error: { hint?: string }) => error.hint,
              )
              if (answer !== 'taken') await connection.sql('rollback to before')
              expect([one.what, answer]).toEqual([one.what, asked.answer])
              if (one.what === 'send' || one.what === 'reply') {
                const [row] = await connection.sql('select id from public.messages where client_id = $1', [
                  asked.clientId,
                ])
                const added = model.messages.at(-1)
                if (added && answer === 'taken') added.id = String(row?.id)
              }
            }
            await connection.sql('reset role')
            const [numbers] = await connection.sql(
              'select last_seq::int, last_rev::int from public.rooms where id = $1',
              [id],
            )
            expect(numbers).toEqual({ last_seq: model.lastSeq, last_rev: model.lastRev })
            expect(await connection.sql(state, [id])).toEqual(
              model.messages.map(({ sender: _, root: __, clientId: ___, word: ____, ...rest }) => rest),
            )
            const unread = await connection.sql(marks, [id])
            expect(new Map(unread.map((row) => [`${row.user_id} ${row.thread_root}`, row.unread]))).toEqual(
              model.unread(),
            )
          } finally {
            await connection.sql('rollback')
          }
        }),
      ),
      { numRuns: 100 },
    )
  } finally {
    await connection.close()
  }
}, 120_000)

test('twenty-four connections at once leave no hole, no wrong count, and a reader by rev misses nothing', async () => {
  const { id } = await room()
  const connections = await Promise.all(Array.from({ length: 24 }, openConnection))
  const reader = await openConnection()
  const copy = new Map<string, Record<string, unknown>>()
  let cursor = 0
  const catchUp = async () => {
    const rows = await reader.sql(
      `select m.*, m.rev::int as at from public.messages m where m.room_id = $1 and m.rev > $2 order by m.rev`,
      [id, cursor],
    )
    for (const row of rows) {
      copy.set(String(row.id), row)
      cursor = Number(row.at)
    }
  }
  let isDone = false
  const reading = (async () => {
    while (!isDone) await catchUp()
  })()
  const refused = new Map<string, number>()
  await Promise.all(
    connections.map(async (connection, index) => {
      const me = people[index % 3]?.id ?? ''
      const claims = JSON.stringify({ sub: me, role: 'authenticated' })
      await connection.sql(
        `select set_config('role', 'authenticated', false), set_config('request.jwt.claims', $1, false)`,
        [claims],
      )
      for (const { what, target, word, emoji: one } of fc.sample(act, { numRuns: 30, seed: index + 1 })) {
        const known = await connection.sql(
          'select id, thread_root, sender_id from public.messages where room_id = $1 order by seq',
          [id],
        )
        const message = known[target % known.length]
        const root = message?.thread_root ?? message?.id
        const values: Record<Act['what'], unknown[]> = {
          send: [id, crypto.randomUUID(), word],
          reply: [id, crypto.randomUUID(), word, root],
          again: [id, crypto.randomUUID(), word],
          edit: [message?.id, word],
          delete: [message?.id],
          react: [message?.id, one],
          unreact: [message?.id, one],
          pin: [message?.id],
          unpin: [message?.id],
          read: [root, target],
        }
        await connection.sql(calls[what], values[what]).catch((error: { hint?: string; code?: string }) => {
          const said = error.hint ?? error.code ?? String(error)
          refused.set(said, (refused.get(said) ?? 0) + 1)
        })
      }
    }),
  )
  isDone = true
  await reading
  await catchUp()
  await Promise.all([...connections, reader].map((connection) => connection.close()))

  // refusals are rules; a deadlock or anything else would be named here
  expect(
    [...refused.keys()].filter(
      (word) => !['not_yours', 'message_deleted', 'invalid_pin', 'too_many_pins'].includes(word),
    ),
  ).toEqual([])
  const faults = await asAdmin(
    `select 'hole' as fault, n::text as what from public.rooms r, generate_series(1, r.last_seq) n
       where r.id = $1 and not exists (select from public.messages m where m.room_id = r.id and m.seq = n)
     union all select 'rev twice', m.rev::text from public.messages m where m.room_id = $1 group by m.rev having count(*) > 1
     union all select 'rev ahead', m.id::text from public.messages m join public.rooms r on r.id = m.room_id where r.id = $1 and m.rev > r.last_rev
     union all select 'last rev', r.id::text from public.rooms r where r.id = $1 and r.last_rev <> (select max(m.rev) from public.messages m where m.room_id = r.id)
     union all select 'count', root.id::text from public.messages root where root.room_id = $1 and (root.thread_count, coalesce(root.thread_seq, 0)) <>
       (select count(*)::int, coalesce(max(m.seq), 0) from public.messages m where m.thread_root = root.id and m.deleted_at is null)
     union all select 'deleted but not empty', m.id::text from public.messages m where m.room_id = $1 and m.deleted_at is not null
       and (m.body is not null or m.reactions <> '{}' or m.pinned_at is not null)
     union all select 'reacted twice', m.id::text from public.messages m, jsonb_each(m.reactions) e where m.room_id = $1
       and jsonb_array_length(e.value) <> (select count(distinct who) from jsonb_array_elements_text(e.value) who)
     union all select 'too many pins', null where (select count(*) from public.messages m where m.room_id = $1 and m.pinned_at is not null) > 20`,
    [id],
  )
  expect(faults).toEqual([])
  const rows = await asAdmin<{ id: string }>(
    `select m.*, m.rev::int as at from public.messages m where m.room_id = $1`,
    [id],
  )
  expect(rows.length).toBeGreaterThan(100)
  expect(new Map([...copy].sort())).toEqual(new Map(rows.map((row) => [row.id, row] as const).sort()))
}, 120_000)
