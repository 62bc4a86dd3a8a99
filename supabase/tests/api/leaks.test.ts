import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  asAdmin,
  bearer,
  type Client,
  nobody,
  type Person,
  person,
  placeOrder,
  publishableKey,
  url,
} from './actors.ts'

// words that stand in notes and nowhere else: whoever but staff of the room sees one has found a leak
const canary = `canary${crypto.randomUUID().replaceAll('-', '')}`
const later = `later${crypto.randomUUID().replaceAll('-', '')}`

type Notes = { room: string; notes: string; message: string }
type Outsider = { who: string; token: string | null; supabase: Client; heard: string[] }

let grace: Person
let ada: Person
let sam: Person
let former: Person
let order: Notes
let request: Notes
let outsiders: Outsider[]
const sockets: Client[] = []
const counts = { attempts: 0, answers: 0, frames: 0, leaks: 0 }

const must = <T>({
  data,
  error,
}: {
  data: T
  error: { message: string; hint?: string } | null
}): NonNullable<T> => {
  if (error || data === null) throw new Error(error ? `${error.hint} ${error.message}` : 'nothing answered')
  return data as NonNullable<T>
}

const note = async (notes: string, body: string): Promise<string> =>
  must(await grace.supabase.rpc('send_message', { room_id: notes, client_id: crypto.randomUUID(), body })).id

/** Hears a topic for as long as the test goes on, if it is let in. */
function listen({ supabase, heard }: Pick<Outsider, 'supabase' | 'heard'>, topic: string): Promise<string> {
  const channel = supabase.channel(topic, { config: { private: true } })
  channel.on('broadcast', { event: '*' }, (frame) => heard.push(JSON.stringify(frame)))
  return new Promise((resolve) => {
    channel.subscribe((status) => {
      if (status !== 'CLOSED') resolve(status)
    })
  })
}

/** Whatever an answer is, the words of the notes do not stand in it. */
function judge(answer: string): void {
  counts.attempts += 1
  if (answer !== '[]' && answer !== 'null') counts.answers += 1
  if (answer.includes(canary) || answer.includes(later)) counts.leaks += 1
}

async function ask({ token }: Outsider, path: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(`${url}${path}`, {
    ...init,
    headers: {
      apikey: publishableKey,
      ...(token && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      ...init.headers,
    },
  })
  const text = await answer.text()
  judge(text)
  return text
}

const epochOf = async (room: string) =>
  (await asAdmin<{ epoch: number }>('select epoch from public.rooms where id = $1', [room]))[0]?.epoch

beforeAll(async () => {
  ;[grace, ada, sam, former] = await Promise.all([
    person('Grace', 'staff'),
    person('Ada'),
    person('Sam', 'partner'),
    person('Former', 'staff'),
  ])
  const eve = await person('Eve')
  const placed = await placeOrder(ada)
  must(await sam.supabase.rpc('accept_order', { order_id: placed.id }))
  const [room] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [placed.id])
  const asked = must(
    await ada.supabase.rpc('open_support', {
      subject: 'Help',
      body: 'words',
      client_id: crypto.randomUUID(),
    }),
  )
  for (const { supabase } of [grace, former]) {
    await supabase.rpc('join_room', { room_id: room?.id ?? '' })
    must(await supabase.rpc('open_ticket', { room_id: asked.id }))
  }
  const withNotes = async (id: string): Promise<Notes> => {
    const notes = must(await grace.supabase.rpc('notes_room', { room_id: id }))
    return { room: id, notes, message: await note(notes, `${canary} first`) }
  }
  order = await withNotes(room?.id ?? '')
  request = await withNotes(asked.id)
  outsiders = [
    { who: 'customer', token: ada.token, supabase: ada.supabase, heard: [] },
    { who: 'partner', token: sam.token, supabase: sam.supabase, heard: [] },
    { who: 'former staff', token: former.token, supabase: former.supabase, heard: [] },
    { who: 'stranger', token: eve.token, supabase: eve.supabase, heard: [] },
    { who: 'nobody', token: null, supabase: nobody(), heard: [] },
  ]
  // an open browser on the notes, and on what staff hear, from before the day they left
  for (const { notes } of [order, request])
    expect(
      await listen(
        { supabase: former.supabase, heard: outsiders[2]?.heard ?? [] },
        `room:${notes}:${await epochOf(notes)}`,
      ),
    ).toBe('SUBSCRIBED')
  await listen({ supabase: former.supabase, heard: outsiders[2]?.heard ?? [] }, 'staff')
  await asAdmin(`update public.profiles set role = 'customer' where id = $1`, [former.id])
}, 60_000)

afterAll(async () => {
  const all = [grace, ...outsiders].map(({ supabase }) => supabase)
  await Promise.all([...all, ...sockets].map((supabase) => supabase.removeAllChannels()))
  process.stdout.write(
    `notes: ${counts.attempts} attempts by ${outsiders.length} people, ${counts.answers} with an answer, ${counts.frames} frames heard, ${counts.leaks} leaks\n`,
  )
})

test('staff of the room read the notes, so that the tests below look for something that is there', async () => {
  const rows = must(
    await grace.supabase.from('messages').select('body').in('room_id', [order.notes, request.notes]),
  )
  expect(rows.filter(({ body }) => body?.includes(canary))).toHaveLength(2)
})

describe('no note is found', () => {
  test('in any table, plain, by the id of the notes, or embedded in another', async () => {
    const tables = await asAdmin<{ name: string; columns: string }>(
      `select c.table_name as name, string_agg(c.column_name, ',') as columns from information_schema.column_privileges c
       where c.grantee = 'authenticated' and c.table_schema = 'public' and c.privilege_type = 'SELECT' group by 1`,
    )
    expect(tables.length).toBeGreaterThan(20)
    const links = await asAdmin<{ from: string; to: string }>(
      `select distinct k.conrelid::regclass::text as from, k.confrelid::regclass::text as to from pg_constraint k
       where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid::regclass::text not like 'auth.%'`,
    )
    for (const outsider of outsiders) {
      for (const { name, columns } of tables) {
        await ask(outsider, `/rest/v1/${name}?select=${columns}&limit=1000`)
        for (const column of columns
          .split(',')
          .filter((one) => /^(id|room_id|notes_of|message_id|thread_root|reply_to)$/.test(one)))
          for (const id of [order.notes, request.notes, order.room, order.message, request.message])
            await ask(outsider, `/rest/v1/${name}?select=${columns}&${column}=eq.${id}`)
      }
      for (const { from, to } of links)
        for (const path of [`${from}?select=*,${to}(*)`, `${to}?select=*,${from}(*)`])
          await ask(outsider, `/rest/v1/${path}&limit=1000`)
      await ask(outsider, `/rest/v1/rooms?select=*,notes:rooms!notes_of(*,messages(*))`)
      await ask(outsider, `/rest/v1/messages?select=id&body=like.*${canary}*`)
      for (const view of ['moderation_log', 'message_reports', 'moderation', 'messages'])
        await ask(outsider, `/rest/v1/${view}?select=*`, { headers: { 'accept-profile': 'private' } })
    }
    expect(counts.leaks).toBe(0)
  }, 180_000)

  test('by any call, given the ids of the notes or looked for by their words', async () => {
    const calls = await asAdmin<{ name: string; arg: string; type: string }>(
      `select p.proname as name, coalesce(a.arg, '') as arg, coalesce(a.type, '') as type from pg_proc p
       left join lateral (select p.proargnames[i] as arg, format_type(p.proargtypes[i - 1], null) as type
         from generate_series(1, p.pronargs) i) a on true
       where p.pronamespace = 'public'::regnamespace and has_function_privilege('authenticated', p.oid, 'execute')`,
    )
    const names = [...new Set(calls.map(({ name }) => name))]
    expect(names.length).toBeGreaterThan(60)
    expect(names).toContain('support_queue')
    for (const outsider of outsiders)
      for (const name of names)
        for (const { room, notes, message } of [order, request]) {
          const args = calls.filter((one) => one.name === name && one.arg !== '')
          for (const uuid of [notes, message, room]) {
            if (uuid === room && !/list|search|page|history|unread|queue|statistics/.test(name)) continue
            const given = Object.fromEntries(
              args
                .map(({ arg, type }) => [
                  arg,
                  type === 'uuid'
                    ? uuid
                    : type === 'uuid[]'
                      ? [uuid]
                      : /query|search/.test(arg)
                        ? canary
                        : undefined,
                ])
                .filter(([, value]) => value !== undefined),
            )
            await ask(outsider, `/rest/v1/rpc/${name}`, { method: 'POST', body: JSON.stringify(given) })
          }
        }
    expect(counts.leaks).toBe(0)
  }, 180_000)

  test('in the list of rooms, its last lines and its counts, which a note does not move', async () => {
    const seen = async () =>
      JSON.stringify(
        await Promise.all(
          [ada, sam].map(async ({ supabase }) => [
            must(await supabase.rpc('room_list')).map(({ room_id, last_seq, unread, last_message }) => [
              room_id,
              last_seq,
              unread,
              last_message,
            ]),
            must(await supabase.rpc('my_requests')).map(({ state, unread }) => [state, unread]),
          ]),
        ),
      )
    const before = await seen()
    await note(order.notes, `${later} counted`)
    await note(request.notes, `${later} counted`)
    expect(await seen()).toBe(before)
    judge(before)
    expect(counts.leaks).toBe(0)
  })

  test('on any topic: not to who asks for it, and not on sockets that were open before somebody left', async () => {
    const topics = await Promise.all(
      [order, request].flatMap(({ room, notes }) =>
        [notes, room].map(async (id) => [
          `room:${id}:${await epochOf(id)}`,
          `room:${id}:${await epochOf(id)}:live`,
        ]),
      ),
    )
    const isNotes = (topic: string) => [order.notes, request.notes].some((id) => topic.includes(id))
    const all = topics.flat()
    const [customer] = outsiders
    if (!customer) throw new Error('nobody is there')
    for (const topic of all.filter((one) => !isNotes(one)))
      expect(await listen(customer, topic)).toBe('SUBSCRIBED')
    // by sockets of their own, because Realtime holds each refusal back for five seconds, and all that waits behind it
    await Promise.all(
      outsiders.flatMap((outsider) =>
        [...all.filter(isNotes), `user:${grace.id}`, 'staff'].map(async (topic) => {
          counts.attempts += 1
          const supabase = outsider.token ? bearer(outsider.token) : nobody()
          await supabase.realtime.setAuth()
          sockets.push(supabase)
          const state = await listen({ supabase, heard: outsider.heard }, topic)
          if (state === 'SUBSCRIBED') counts.leaks += 1
        }),
      ),
    )
    expect(counts.leaks).toBe(0)
    for (const { notes } of [order, request]) {
      const id = await note(notes, `${later} spoken`)
      await grace.supabase.rpc('edit_message', { message_id: id, body: `${later} edited` })
      await grace.supabase.rpc('mark_read', { room_id: notes, seq: 99 })
    }
    // what is said after the notes comes after them: once it is heard, they would have been
    for (const { room } of [order, request])
      must(
        await grace.supabase.rpc('send_message', {
          room_id: room,
          client_id: crypto.randomUUID(),
          body: 'the end',
        }),
      )
    await expect
      .poll(() => outsiders[0]?.heard.filter((frame) => frame.includes('the end')).length, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(2)
    for (const { heard } of outsiders)
      for (const frame of heard) {
        counts.frames += 1
        judge(frame)
      }
    expect(counts.leaks).toBe(0)
  }, 90_000)

  test('in what people are told when they are away: inbox, push, mail, SMS', async () => {
    await asAdmin(`update private.untold_messages set due_at = now() - interval '1 minute'`)
    // Grace's answers reach the customer this way: until they have, nothing can be said of the notes
    await expect
      .poll(
        async () => {
          await asAdmin('select private.tell_those_away()')
          return (
            await asAdmin('select from public.notifications where user_id = $1 and data::text like $2', [
              ada.id,
              '%the end%',
            ])
          ).length
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0)
    const people = [ada.id, sam.id, former.id]
    const told = await asAdmin<{ words: string }>(
      `select n::text as words from public.notifications n where user_id = any ($1)
       union all select d::text from private.deliveries d where user_id = any ($1)`,
      [people],
    )
    expect(told.length).toBeGreaterThan(0)
    for (const { words } of told) judge(words)
    expect(counts.leaks).toBe(0)
  }, 60_000)

  test('in storage, by list, download or signed address', async () => {
    for (const { supabase } of outsiders)
      for (const bucket of ['attachments', 'receipts', 'avatars'])
        for (const { notes, message } of [order, request])
          for (const path of [notes, `${notes}/${message}`]) {
            const store = supabase.storage.from(bucket)
            const listed = await store.list(path)
            judge(JSON.stringify(listed.data ?? []))
            const signed = await store.createSignedUrl(`${path}/a.png`, 60)
            const got = await store.download(`${path}/a.png`)
            counts.attempts += 2
            if ((listed.data?.length ?? 0) > 0 || signed.data || got.data) counts.leaks += 1
          }
    expect(counts.leaks).toBe(0)
  }, 60_000)
})
