import { createClient } from '@supabase/supabase-js'
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { Database } from '../../supabase/database.types.ts'
import { makeInboxActions } from '../src/features/notifications/inbox-actions.ts'
import { inboxQueries } from '../src/features/notifications/inbox-cache.ts'
import { type InboxFilter, wholeInbox } from '../src/features/notifications/inbox-filter.ts'
import { listenToInbox } from '../src/features/notifications/inbox-live.ts'
import { makeInboxSource } from '../src/features/notifications/inbox-source.ts'
import { makeTopics } from '../src/lib/realtime-topics.ts'

// Three tabs of one person, each with the app's own cache, actions and listening, against the real API and Realtime.
// Whatever is pressed, undone, told or torn off, in whatever order: in the end all three show what SQL says.

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run this with: npm test -- browser`)
  return value
}
const filters: InboxFilter[] = [
  wholeInbox,
  { ...wholeInbox, isUnread: true },
  { ...wholeInbox, box: 'archived' },
  { ...wholeInbox, box: 'snoozed' },
]

const sql = new pg.Pool({ connectionString: process.env.SUPABASE_DB_URL })
let me = ''
let token = ''
const anybody = () =>
  createClient<Database>(setting('SUPABASE_URL'), setting('SUPABASE_PUBLISHABLE_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
    ...(token && { accessToken: async () => token }),
  })

beforeAll(async () => {
  const { data, error } = await anybody().auth.signUp({
    email: `tabs.${crypto.randomUUID()}@example.com`,
    password: 'correct horse battery',
    options: { data: { name: 'Ada' } },
  })
  if (error || !data.user || !data.session) throw new Error(`Ada cannot sign up: ${error?.message}`)
  me = data.user.id
  token = data.session.access_token
})
afterAll(() => sql.end())

function openTab() {
  const supabase = anybody()
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 2, retryDelay: 50 } } })
  queryClient.mount()
  const source = makeInboxSource(supabase)
  const queries = inboxQueries(source)
  const lists = filters.map((filter) => new InfiniteQueryObserver(queryClient, queries.list(filter)))
  const unread = new QueryObserver(queryClient, queries.unread())
  const latest = new QueryObserver(queryClient, queries.latest())
  const topics = makeTopics(supabase.realtime, async () => undefined)
  const ends = [...lists, unread, latest].map((observer) => observer.subscribe(() => undefined))
  ends.push(listenToInbox(topics.subscribe, queryClient, me))
  return {
    actions: makeInboxActions(queryClient, source),
    lastChange: null as string | null,
    isLive: () => topics.state() === 'live',
    shown: () => ({
      unread: unread.getCurrentResult().data,
      lists: lists.map((list) =>
        list
          .getCurrentResult()
          .data?.pages.flat()
          .map(({ id }) => id),
      ),
      latest: latest.getCurrentResult().data?.map(({ id }) => id),
    }),
    /** The network goes, without a word, and comes back. */
    async tear() {
      await supabase.realtime.disconnect()
      await pause(150)
      topics.wake()
    },
    close() {
      for (const end of ends) end()
      queryClient.unmount()
      queryClient.clear()
      return supabase.realtime.disconnect()
    },
  }
}
type Tab = ReturnType<typeof openTab>

/** What the tables say, asked as their owner and without any of the calls under test. */
async function truth() {
  const ids = async (where: string, limit = 1000) =>
    (
      await sql.query<{ id: string }>(
        `select id from public.notifications where user_id = $1 and deleted_at is null and in_inbox and deliver_after <= now()
           and ${where} order by greatest(created_at, deliver_after, snoozed_until) desc, id desc limit ${limit}`,
        [me],
      )
    ).rows.map(({ id }) => id)
  const shown = 'coalesce(snoozed_until <= now(), true)'
  const inbox = `archived_at is null and ${shown}`
  const unread = await ids(`${inbox} and read_at is null`)
  return {
    unread: unread.length,
    lists: [
      await ids(inbox),
      unread,
      await ids(`archived_at is not null and ${shown}`),
      await ids('archived_at is null and snoozed_until > now()'),
    ],
    latest: await ids(inbox, 10),
  }
}

const tell = () =>
  sql.query(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => gen_random_uuid()::text)`,
    [me],
  )

type Step =
  | { kind: 'tell' | 'wake' | 'rest' }
  | { kind: 'tear' | 'undo' | 'read all'; tab: number }
  | {
      kind: 'act'
      name: 'read' | 'unread' | 'archive' | 'unarchive' | 'delete'
      tab: number
      at: number
      box: number
    }
  | { kind: 'snooze'; tab: number; at: number; ms: number }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const tab = fc.nat(2)
const at = fc.nat(11)
const press: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('tear' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'read all' as const), tab }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      name: fc.constantFrom('read', 'unread', 'archive', 'unarchive', 'delete'),
      tab,
      at,
      box: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('snooze' as const),
      tab,
      at,
      ms: fc.constantFrom(300, 3_600_000),
    }),
  },
)
const happening: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('tell', 'tell', 'tell', 'wake') })
const steps = (of: fc.Arbitrary<Step>, minLength: number, maxLength: number) =>
  fc.array(fc.tuple(of, fc.constantFrom(0, 0, 5, 40, 200)), { minLength, maxLength, size: 'max' })
// what is told makes every tab read anew and would hide what they missed, so the end is pressed only
const story = fc
  .tuple(
    steps(fc.oneof({ weight: 3, arbitrary: press }, { weight: 1, arbitrary: happening }), 5, 25),
    steps(press, 1, 4),
  )
  .map(([first, last]) => [...first, [{ kind: 'rest' } as const, 900] as const, ...last])

/** Does one step without waiting for it, as three hands on three keyboards would. */
function take(tabs: Tab[], todo: Step): Promise<unknown> {
  if (todo.kind === 'rest') return Promise.resolve()
  if (todo.kind === 'tell') return tell()
  if (todo.kind === 'wake') return sql.query('select private.wake_notifications()')
  const tab = tabs[todo.tab] as Tab
  const { actions } = tab
  if (todo.kind === 'tear') return tab.tear()
  if (todo.kind === 'undo') return tab.lastChange ? actions.undo(tab.lastChange) : Promise.resolve()
  if (todo.kind === 'read all')
    return actions.act({ name: 'read' }, { filter: wholeInbox, before: new Date().toISOString() })
  const list = tab.shown().lists[todo.kind === 'act' ? todo.box : 0] ?? []
  const id = list[todo.at % Math.max(list.length, 1)]
  if (!id) return Promise.resolve()
  const action =
    todo.kind === 'act'
      ? { name: todo.name }
      : { name: 'snooze' as const, until: new Date(Date.now() + todo.ms).toISOString() }
  return actions.act(action, { ids: [id] }).then(({ change_id }) => {
    tab.lastChange = change_id ?? tab.lastChange
  })
}

test('three tabs of one person show what SQL says, whatever was pressed, undone, told or torn off', async () => {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(story, async (todos) => {
      await sql.query('delete from public.notifications where user_id = $1', [me])
      for (let i = 0; i < 4; i++) await tell()
      const tabs = [openTab(), openTab(), openTab()]
      try {
        await expect.poll(() => tabs.every((one) => one.isLive()), { timeout: 10_000 }).toBe(true)
        const done: Promise<unknown>[] = []
        for (const [todo, waitMs] of todos) {
          done.push(take(tabs, todo))
          if (waitMs > 0) await pause(waitMs)
        }
        await Promise.all(done)
        taken += todos.length
        // the short snoozes are over, and the sweep comes by
        await pause(350)
        await sql.query('select private.wake_notifications()')
        await expect
          .poll(() => tabs.every((one) => one.isLive()), { timeout: 10_000, interval: 20 })
          .toBe(true)
        await expect
          .poll(
            async () => {
              const said = JSON.stringify(await truth())
              return tabs.map((one) =>
                JSON.stringify(one.shown()) === said ? 'true' : { said, shown: one.shown() },
              )
            },
            { timeout: 5_000, interval: 50 },
          )
          .toEqual(['true', 'true', 'true'])
      } finally {
        await Promise.all(tabs.map((one) => one.close()))
      }
    }),
    { numRuns: Number(process.env.INBOX_RUNS ?? 12), endOnFailure: true },
  )
  expect(taken).toBeGreaterThan(50)
}, 180_000)
