import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

/** Two people of an order, each at two devices: whatever these do at once, in whatever order it arrives. */
let people: Person[]
let roomId: string
let watcher: Connection
beforeAll(async () => {
  people = await Promise.all([person('Ada'), person('Sam', 'partner')])
  const [ada, sam] = people as [Person, Person]
  const order = await placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
  watcher = await openConnection()
})
afterAll(() => watcher?.close())

type Marks = { user_id: string; read: number; shown: number; delivered: number; unread: number; last: number }
/** The marks as they stand, and unread by its definition: messages of others, not deleted, not in a thread, after one's mark. */
const definition = async () =>
  (await watcher.sql(
    `select rm.user_id, rm.last_read_seq::int as read, rm.shown_read_seq::int as shown, rm.last_delivered_seq::int as delivered, r.last_seq::int as last,
       (select count(*)::int from public.messages m where m.room_id = r.id and m.seq > rm.last_read_seq and m.sender_id is not null
         and m.sender_id <> rm.user_id and m.deleted_at is null and m.thread_root is null) as unread
     from public.room_members rm join public.rooms r on r.id = rm.room_id where r.id = $1`,
    [roomId],
  )) as Marks[]

const step = fc.record({
  who: fc.nat(1),
  does: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ say: true as const }) },
    { weight: 3, arbitrary: fc.record({ read: fc.integer({ min: -5, max: 60 }) }) },
    { weight: 2, arbitrary: fc.record({ receive: fc.integer({ min: -5, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ isPrivate: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant({ withdraw: true as const }) },
  ),
})
type Step = { who: number; does: Record<string, unknown> }

async function act({ who, does }: Step): Promise<void> {
  const one = people[who]
  if (!one) return
  const call =
    'say' in does
      ? one.supabase.rpc('send_message', { room_id: roomId, client_id: crypto.randomUUID(), body: 'word' })
      : 'read' in does
        ? one.supabase.rpc('mark_read', { room_id: roomId, seq: does.read as number })
        : 'receive' in does
          ? one.supabase.rpc('mark_delivered', { room_id: roomId, seq: does.receive as number })
          : 'isPrivate' in does
            ? one.supabase.rpc('set_chat_settings', { is_reading_private: does.isPrivate as boolean })
            : null
  if (call) {
    const { error } = await call
    expect(error).toBeNull()
    return
  }
  await asAdmin(
    `update public.messages set deleted_at = now(), body = null, rev = private.next_rev(room_id)
     where id = (select id from public.messages where room_id = $1 and sender_id = $2 and deleted_at is null order by seq desc limit 1)`,
    [roomId, one.id],
  )
}

test('whatever two people do at several devices at once, unread is what its definition says and no mark goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      inTime(20, async (rounds) => {
        let before = await definition()
        for (const atOnce of rounds) {
          await Promise.all(atOnce.map(act))
          const now = await definition()
          for (const marks of now) {
            const then = before.find(({ user_id }) => user_id === marks.user_id)
            expect(marks.read).toBeGreaterThanOrEqual(then?.read ?? 0)
            expect(marks.shown).toBeGreaterThanOrEqual(then?.shown ?? 0)
            expect(marks.delivered).toBeGreaterThanOrEqual(then?.delivered ?? 0)
            expect(marks.shown).toBeLessThanOrEqual(marks.read)
            expect(marks.read).toBeLessThanOrEqual(marks.delivered)
            expect(marks.delivered).toBeLessThanOrEqual(marks.last)
          }
          for (const one of people) {
            const { data: rooms } = await one.supabase.rpc('room_list')
            const room = rooms?.find(({ room_id }) => room_id === roomId)
            expect(room?.unread).toBe(now.find(({ user_id }) => user_id === one.id)?.unread)
            const { data: total } = await one.supabase.rpc('unread_total')
            expect(total?.[0]?.messages).toBe(
              rooms?.reduce((sum, { unread }) => sum + Math.min(unread, 100), 0),
            )
            // of the other one sees what they show, of oneself what is true
            for (const member of (room?.members ?? []) as { user_id: string; last_read_seq: number }[]) {
              const marks = now.find(({ user_id }) => user_id === member.user_id)
              expect(member.last_read_seq).toBe(member.user_id === one.id ? marks?.read : marks?.shown)
            }
          }
          before = now
        }
      }),
    ),
    { numRuns: 25 },
  )
}, 120_000)
