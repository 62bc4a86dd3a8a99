import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { asAdmin, type Person, person, sandboxUrl } from './actors.ts'

type Row = { channel: string; state: string; last_code: string | null; fallback_of: string | null }

/** A person with this number who wants texts; the sandbox lets each number end in its own way. */
async function textedAt(e164: string): Promise<Person> {
  const ada = await person('Ada')
  await asAdmin('delete from public.phones where e164 = $1', [e164])
  await asAdmin('insert into public.phones (user_id, e164, verified_at) values ($1, $2, now())', [
    ada.id,
    e164,
  ])
  await asAdmin(
    `insert into public.preferences (user_id, category, channel, is_enabled) values ($1, 'order', 'sms', true)`,
    [ada.id],
  )
  return ada
}

/** What became of one notification, once nothing of it is under way. */
async function ends(of: Person): Promise<Row[]> {
  await asAdmin(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => 'fallback')`,
    [of.id],
  )
  let rows: Row[] = []
  for (const end = Date.now() + 25_000; Date.now() < end; await pause(100)) {
    rows = await asAdmin<Row>(
      `select d.channel, d.state, d.last_code, d.fallback_of from private.deliveries d
       where d.user_id = $1 and d.channel in ('sms', 'email') order by d.channel`,
      [of.id],
    )
    const isOver = ({ state }: Row) => ['failed', 'undelivered', 'delivered', 'suppressed'].includes(state)
    if (rows.length === 2 && rows.every(isOver)) break
  }
  return rows
}

async function mailsTo({ id }: Person): Promise<{ subject: string }[]> {
  const [user] = await asAdmin<{ email: string }>('select email from auth.users where id = $1', [id])
  const response = await fetch(`${sandboxUrl}/log?kind=mail&to=${encodeURIComponent(user?.email ?? '')}`)
  return ((await response.json()) as { entries: { subject: string }[] }).entries
}

test.each([
  ['that the provider refuses', '+15005550002', '21612'],
  ['that the network cannot deliver, as a callback says later', '+447700900103', '30003'],
])(
  'Ada is mailed once instead of a text %s',
  async (_, e164, code) => {
    const ada = await textedAt(e164)
    const [sms, email] = (await ends(ada)).sort((a, b) => b.channel.localeCompare(a.channel))
    expect(sms).toMatchObject({ channel: 'sms', last_code: code })
    expect(email).toMatchObject({ channel: 'email', state: 'delivered' })
    expect(email?.fallback_of).not.toBeNull()
    await pause(1000)
    expect(await mailsTo(ada)).toHaveLength(1)
  },
  40_000,
)
