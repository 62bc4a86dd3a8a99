import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

type Step = { kind: (typeof plain)[number] } | { kind: 'delete'; at: number }
const plain = ['customer', 'grace', 'noor', 'note', 'resolve', 'reopen', 'snooze', 'assign'] as const
type Said = { seq: number; by: 'customer' | 'grace' | 'noor' | 'system'; isDeleted: boolean }

/** The clocks as the page docs/support.md says them, kept in the plainest way: everything is looked at again after each step. */
type Reference = {
  said: Said[]
  first: { seq: number; by: string } | null
  waiting: number | null
  isOpen: boolean
  reopened: number
  settled: number
}

function waitingSince({ said, settled }: Reference): number | null {
  const live = said.filter(({ seq, isDeleted, by }) => seq > settled && !isDeleted && by !== 'system')
  const answered = Math.max(0, ...live.filter(({ by }) => by !== 'customer').map(({ seq }) => seq))
  return live.find(({ by, seq }) => by === 'customer' && seq > answered)?.seq ?? null
}

function stepped(now: Reference, step: Step): void {
  const seq = now.said.length + 1
  if (step.kind === 'customer') {
    now.said.push({ seq, by: 'customer', isDeleted: false })
    if (!now.isOpen) now.reopened += 1
    now.isOpen = true
  } else if (step.kind === 'grace' || step.kind === 'noor') {
    now.said.push({ seq, by: step.kind, isDeleted: false })
    now.first ??= { seq, by: step.kind }
    // an answer to what was resolved leaves it so
  } else if (step.kind === 'resolve' && now.isOpen) {
    now.said.push({ seq, by: 'system', isDeleted: false })
    now.isOpen = false
    now.settled = seq
  } else if (step.kind === 'reopen' && !now.isOpen) {
    now.said.push({ seq, by: 'system', isDeleted: false })
    now.isOpen = true
    now.reopened += 1
  } else if (step.kind === 'delete') {
    const one = now.said[step.at % now.said.length]
    if (one && one.by !== 'system') one.isDeleted = true
  }
  now.waiting = now.isOpen ? waitingSince(now) : null
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...plain).map((kind) => ({ kind })) },
  { weight: 1, arbitrary: fc.nat(30).map((at): Step => ({ kind: 'delete', at })) },
)

let people: Record<'customer' | 'grace' | 'noor', Person>
let connection: Connection

beforeAll(async () => {
  const [customer, grace, noor] = await Promise.all([
    person('Ada'),
    person('Grace', 'staff'),
    person('Noor', 'staff'),
  ])
  people = { customer, grace, noor }
  connection = await openConnection()
})
afterAll(() => connection?.close())

async function played(steps: readonly Step[]) {
  const { sql, actAs } = connection
  const as = (name: keyof typeof people) => actAs(people[name].id)
  const admin = () =>
    sql(`select set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true)`)
  await sql('begin')
  try {
    await as('customer')
    const [opened] = await sql(`select id from public.open_support('Clocks', 'first', gen_random_uuid())`)
    const room = opened?.id as string
    for (const name of ['grace', 'noor'] as const) {
      await as(name)
      await sql('select public.open_ticket($1)', [room])
    }
    const [notes] = await sql('select public.notes_room($1) as id', [room])
    const reference: Reference = {
      said: [{ seq: 1, by: 'customer', isDeleted: false }],
      first: null,
      waiting: 1,
      isOpen: true,
      reopened: 0,
      settled: 0,
    }
    for (const one of steps) {
      const staff = one.kind === 'noor' ? 'noor' : 'grace'
      await as(one.kind === 'customer' ? 'customer' : staff)
      if (one.kind === 'customer' || one.kind === 'grace' || one.kind === 'noor')
        await sql(`select public.send_message($1, gen_random_uuid(), 'words')`, [room])
      else if (one.kind === 'note')
        await sql(`select public.send_message($1, gen_random_uuid(), 'a note')`, [notes?.id])
      else if (one.kind === 'resolve') await sql('select public.resolve_ticket($1)', [room])
      else if (one.kind === 'reopen') await sql('select public.reopen_ticket($1)', [room])
      else if (one.kind === 'snooze')
        await sql(`select public.snooze_ticket($1, now() + interval '1 hour')`, [room])
      else if (one.kind === 'assign') await sql('select public.assign_ticket($1, $2)', [room, people.noor.id])
      else if (one.kind === 'delete') {
        await admin()
        await sql(
          `update public.messages set body = null, deleted_at = clock_timestamp(), deleted_by = sender_id
           where room_id = $1 and seq = $2 and sender_id is not null and deleted_at is null`,
          [room, (one.at % reference.said.length) + 1],
        )
      }
      stepped(reference, one)
    }
    await admin()
    const [kept] = await sql(
      `select t.is_open, t.reopened_count as reopened, t.first_reply_by,
         (select m.seq::int from public.messages m where m.room_id = t.room_id and m.created_at = t.waiting_since) as waiting,
         (select m.seq::int from public.messages m where m.room_id = t.room_id and m.created_at = t.first_reply_at) as first
       from public.support_tickets t where t.room_id = $1`,
      [room],
    )
    const { first, waiting, isOpen, reopened } = reference
    const expected = {
      is_open: isOpen,
      reopened,
      first_reply_by: first ? people[first.by as 'grace' | 'noor'].id : null,
      waiting,
      first: first?.seq ?? null,
    }
    return { kept, expected }
  } finally {
    await sql('rollback')
  }
}

test('whatever people and staff do in whatever order, the clocks of a request are those of the reference', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { kept, expected } = await played(steps)
      expect(kept).toEqual(expected)
      runs += 1
    }),
    { numRuns: 60 },
  )
  expect(runs).toBeGreaterThanOrEqual(60)
  // nothing of the sixty requests stayed
  expect(
    await asAdmin('select from public.support_tickets where requester_id = $1', [people.customer.id]),
  ).toEqual([])
}, 120_000)
