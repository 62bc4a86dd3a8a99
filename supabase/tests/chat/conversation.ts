import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import type { ChatClient } from './chat-client.ts'
import type { ChatPerson, ChatStack } from './chat-stack.ts'
import { faultless, faultsOf, until } from './truth.ts'
import type { Wire } from './wire.ts'

/** Somebody who talks, the way between them and the stack, and from which rev on they may hear nothing of a room. */
export type Talker = { person: ChatPerson; client: ChatClient; wire: Wire; deafFrom: Map<string, number> }

/** What people do, and how often. */
const weights = {
  ...{ send: 12, reply: 3, thread: 4, edit: 5, delete: 2, react: 5, read: 4 },
  ...{ cut: 2, remove: 1, add: 3, close: 1, reopen: 3 },
}
type Act = keyof typeof weights
export type Step = { who: number; room: number; act: Act; pick: number; waitMs: number }

/** `pick` chooses a message, `waitMs` passes before the next step. */
export const steps = (people: number) =>
  fc.array(
    fc.record({
      who: fc.nat(people - 1),
      room: fc.nat(1),
      act: fc.oneof(
        ...Object.entries(weights).map(([act, weight]) => ({ weight, arbitrary: fc.constant(act as Act) })),
      ),
      pick: fc.nat(1000),
      waitMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
    }),
    { minLength: 30, maxLength: 70, size: 'max' },
  )

/** Refusals that these people earn by their own doing. Anything else is a fault. */
const deserved =
  /^(not_a_member|room_closed|not_yours|message_deleted|too_late|too_many_reactions|invalid_thread|invalid_reply|not_allowed_now)$/

type Row = Record<string, unknown> & { id: string; seq: number; rev: number }
const content =
  'id, seq::int, rev::int, sender_id, client_id, type, body, deleted_at is not null as is_deleted, edited_at is not null as is_edited, reply_to, thread_root, thread_count, reactions'

/**
 * Lets people do the steps in two rooms of their own and waits until all is said. Says what is `wrong`, in words: nothing,
 * if everybody's view equals SQL, the removed heard nothing after it, unread is exact and seq dense.
 */
export async function converse(stack: ChatStack, staff: Talker, talkers: Talker[], script: readonly Step[]) {
  const all = [staff, ...talkers]
  const everybody = all.map(({ person }) => person)
  const rooms = await Promise.all([stack.room(everybody, 'One'), stack.room(everybody, 'Two')])
  const wrong: string[] = []
  const counts = { messages: 0, edited: 0, deleted: 0, reacted: 0, inThreads: 0, removed: 0, cut: 0 }
  const doing: Promise<unknown>[] = []
  const written = new Map<string, string[]>()
  try {
    await Promise.all(all.map(({ client }) => client.askRooms()))

    /** A call whose answer nobody waits for; a lost network is no fault, and it is not tried again. */
    function ask(
      call: PromiseLike<{ error: { hint?: string | null; message: string } | null; status: number }>,
    ) {
      doing.push(
        Promise.resolve(call).then(({ error, status }) => {
          if (error && status !== 0 && !deserved.test(error.hint ?? ''))
            wrong.push(`refused: ${status} ${error.message}`)
        }),
      )
    }

    async function remove({ person, deafFrom }: Talker, room_id: string) {
      if (deafFrom.has(room_id)) return
      const { error } = await staff.client.supabase.rpc('remove_member', { room_id, user_id: person.id })
      if (error) return void wrong.push(`remove: ${error.message}`)
      const [said] = await stack.sql<{ rev: number }>(
        `select rev::int from public.messages where room_id = $1 and meta ->> 'event' = 'member_removed' order by seq desc limit 1`,
        [room_id],
      )
      // not even that they are out
      deafFrom.set(room_id, said?.rev ?? 0)
      counts.removed++
    }
    function checkDeaf({ person, client, deafFrom }: Talker, room_id: string) {
      const from = deafFrom.get(room_id)
      if (from === undefined) return
      const leaked = client.known.filter((message) => message.room_id === room_id && message.rev >= from)
      if (leaked.length > 0) wrong.push(`leaked to ${person.name}: ${leaked.map(({ body }) => body).join()}`)
    }
    async function add(talker: Talker, room_id: string) {
      if (!talker.deafFrom.has(room_id)) return
      checkDeaf(talker, room_id)
      const { error } = await staff.client.supabase.rpc('add_member', { room_id, user_id: talker.person.id })
      if (!error) talker.deafFrom.delete(room_id)
      else if (!deserved.test(error.hint ?? '')) wrong.push(`add: ${error.message}`)
    }

    let said = 0
    async function say(who: number, room_id: string, more = {}) {
      const talker = talkers[who]
      const body = `${talker?.person.name} ${said++}`
      const key = `${who} ${room_id}`
      written.set(key, [...(written.get(key) ?? []), body])
      await talker?.client.send(room_id, { body, ...more })
    }
    // something to answer, change and read, before anything goes wrong
    for (const room_id of rooms) {
      for (const who of talkers.keys()) await say(who, room_id)
      await until('all have begun', () =>
        all.every(({ client }) => client.lastSeq(room_id) >= talkers.length),
      )
    }
    for (const { who, room, act, pick, waitMs } of script) {
      const talker = talkers[who]
      const room_id = rooms[room]
      if (!talker || !room_id) continue
      const { client, wire } = talker
      const shown = client.rooms.get(room_id)?.feed.state().log.shown ?? []
      const any = shown[pick % Math.max(1, shown.length)]
      const own = shown.filter(({ sender_id }) => sender_id === talker.person.id)
      const mine = own[pick % Math.max(1, own.length)]
      if (act === 'send') await say(who, room_id)
      if (act === 'reply' && any) await say(who, room_id, { reply_to: any.id })
      if (act === 'thread' && any && any.thread_root === null && any.sender_id)
        await say(who, room_id, { thread_root: any.id })
      if (act === 'edit' && mine)
        ask(client.supabase.rpc('edit_message', { message_id: mine.id, body: `${mine.body} edited` }))
      if (act === 'delete' && mine) ask(client.supabase.rpc('delete_message', { message_id: mine.id }))
      if (act === 'react' && any)
        ask(
          client.supabase.rpc('react', {
            message_id: any.id,
            emoji: pick % 2 ? '👍' : '🎉',
            is_on: pick % 3 > 0,
          }),
        )
      if (act === 'read' && any) ask(client.supabase.rpc('mark_read', { room_id, seq: any.seq }))
      if (act === 'cut') {
        wire.cut()
        counts.cut++
      }
      if (act === 'remove') await remove(talker, room_id)
      if (act === 'add') await add(talker, room_id)
      if (act === 'close') ask(staff.client.supabase.rpc('close_room', { room_id }))
      if (act === 'reopen') ask(staff.client.supabase.rpc('reopen_room', { room_id }))
      if (waitMs > 0) await pause(waitMs)
    }
    await Promise.all(doing)
    // the last words are said while nobody listens: no later one shows that they are missing
    for (const { wire } of talkers) wire.shut()
    for (const room_id of rooms) {
      await staff.client.supabase.rpc('reopen_room', { room_id })
      await staff.client.send(room_id, { body: 'Good night' })
    }
    await until('the last words are said', () => staff.client.waiting() === 0)
    for (const { wire } of talkers) wire.heal()
    await until('all is sent or refused', async () => {
      for (const { client } of talkers)
        for (const item of client.outbox.items()) {
          if (item.refusal && !deserved.test(item.refusal.code))
            wrong.push(`refused: ${item.refusal.message}`)
          if (item.refusal) await client.outbox.remove(item)
        }
      return talkers.every(({ client }) => client.waiting() === 0)
    })

    for (const room_id of rooms) {
      const stored = await stack.sql<Row>(
        `select ${content} from public.messages where room_id = $1 order by seq`,
        [room_id],
      )
      const [{ last_rev = 0 } = {}] = await stack.sql<{ last_rev: number }>(
        'select last_rev::int from public.rooms where id = $1',
        [room_id],
      )
      counts.messages += stored.length
      for (const row of stored) {
        if (row.is_edited) counts.edited++
        if (row.is_deleted) counts.deleted++
        if (row.thread_root) counts.inThreads++
        if (Object.keys(row.reactions as object).length > 0) counts.reacted++
      }
      if (stored.some(({ seq }, at) => seq !== at + 1))
        wrong.push(`holes in seq: ${stored.map(({ seq }) => seq).join()}`)
      for (const [who, { person }] of talkers.entries()) {
        const bodies = (written.get(`${who} ${room_id}`) ?? []).map((body) => body.split(' ')[1] ?? '')
        const order = stored.flatMap(({ sender_id, client_id, body }) =>
          sender_id === person.id && client_id && body ? [String(body).split(' ')[1] ?? ''] : [],
        )
        const expected = bodies.filter((body) => order.includes(body))
        if (order.join() !== expected.join())
          wrong.push(`order of ${person.name}: ${order.join()}, wrote ${bodies.join()}`)
      }
      for (const talker of all) {
        const { client, person, deafFrom } = talker
        if (deafFrom.has(room_id)) {
          await until(`${person.name} is out`, () => !client.rooms.has(room_id))
          checkDeaf(talker, room_id)
          continue
        }
        const isThere = () => (client.rooms.get(room_id)?.feed.state().log.syncedRev ?? 0) >= last_rev
        await until(`${person.name} has all`, isThere).catch((error) => wrong.push(String(error)))
        const faults = await faultsOf(client, stored as never, room_id)
        if (JSON.stringify(faults) !== JSON.stringify(faultless))
          wrong.push(`${person.name}: ${JSON.stringify(faults)}`)
        wrong.push(...differences(person.name, await client.shown(room_id), stored))
        wrong.push(...(await unreadFault(stack, talker, room_id, stored)))
      }
    }
  } finally {
    await stack.sql('delete from public.rooms where id = any ($1)', [rooms])
    for (const { deafFrom, client } of all) {
      deafFrom.clear()
      client.known.length = 0
      void client.askRooms()
    }
  }
  return { wrong, counts }
}

/** Each message of the view against its row, column by column. */
function differences(name: string, shown: readonly object[], stored: readonly Row[]): string[] {
  return stored.flatMap((row, at) => {
    const seen = shown[at] as Record<string, unknown> | undefined
    if (!seen) return []
    const view = {
      ...seen,
      is_deleted: seen.deleted_at !== null,
      is_edited: seen.edited_at !== null,
    } as Record<string, unknown>
    return Object.keys(row).flatMap((column) => {
      const [is, wanted] = [view[column], row[column]].map((value) =>
        JSON.stringify(value === '' ? null : value),
      )
      return is === wanted ? [] : [`${name} sees ${column} of ${row.seq} as ${is}, SQL has ${wanted}`]
    })
  })
}

async function unreadFault(
  stack: ChatStack,
  { client, person }: Talker,
  room_id: string,
  stored: readonly Row[],
) {
  const [mark] = await stack.sql<{ read: number }>(
    'select last_read_seq::int as read from public.room_members where room_id = $1 and user_id = $2',
    [room_id, person.id],
  )
  const { data } = await client.supabase.rpc('room_list')
  const said = data?.find((room) => room.room_id === room_id)?.unread
  const counted = stored.filter(
    ({ seq, sender_id, is_deleted, thread_root }) =>
      seq > (mark?.read ?? 0) && sender_id && sender_id !== person.id && !is_deleted && !thread_root,
  ).length
  return said === counted ? [] : [`${person.name} has ${counted} unread and is told ${said}`]
}
