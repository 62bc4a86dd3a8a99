import type { Client } from 'pg'
import type { Locator, Page } from 'playwright-core'

/** A room of many months, of short and long words, of two people; all but the newest twenty are read by `reader`. */
export async function fillRoom(
  sql: Client,
  room: { id: string; lastSeq: number },
  { reader, other, count }: { reader: string; other: string; count: number },
): Promise<void> {
  await sql.query('alter table public.messages disable trigger _900_tell')
  await sql.query(
    `insert into public.messages (room_id, seq, rev, sender_id, client_id, body, created_at)
     select $1, $2 + n, $2 + n, case when n % 3 = 0 then $3::uuid else $4::uuid end, gen_random_uuid(),
       'word ' || n || repeat(' and more words of it', n % 7), now() - ($5 - n) * interval '7 minutes'
     from generate_series(1, $5::int) n`,
    [room.id, room.lastSeq, other, reader, count],
  )
  await sql.query('alter table public.messages enable trigger _900_tell')
  const last = room.lastSeq + count
  await sql.query(
    'update public.rooms set last_seq = $2, last_rev = $2, last_message_at = now() where id = $1',
    [room.id, last],
  )
  await sql.query(
    `update public.room_members set last_read_seq = $2, last_delivered_seq = $2, shown_read_seq = $2
     where room_id = $1 and user_id = $3`,
    [room.id, last - 20, reader],
  )
}

/** What the page's own thread does per frame; `fits` is the share of frames that leave it within a sixtieth of a second. */
export type FrameLoad = { frames: number; medianMs: number; p95Ms: number; mostMs: number; fits: number }
type TraceEvent = {
  name: string
  ph: string
  ts: number
  dur?: number
  tdur?: number
  pid: number
  tid: number
}

/**
 * A finger flings through a list, on a processor `slower` times as slow. Counted is the thread's own time where the browser
 * tells it, so that what else runs on the machine does not stand in the figures.
 */
export async function flingLoad(
  page: Page,
  list: Locator,
  { slower = 4, flings = 20 } = {},
): Promise<FrameLoad> {
  const browser = page.context().browser()
  const box = await list.boundingBox()
  if (!browser || !box) throw new Error('There is no list to fling through.')
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  for (let fling = 0; fling < flings; fling++)
    await session.send('Input.synthesizeScrollGesture', {
      x: Math.round(box.x + box.width / 2),
      y: Math.round(box.y + box.height / 4),
      yDistance: Math.round(box.height / 2),
      speed: 2400,
      preventFling: false,
      gestureSourceType: 'touch',
    })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.detach()
  return loadOf(traceEvents)
}

/** The work between one frame of the busiest page and the next. A pause between flings is no frame. */
export function loadOf(events: readonly TraceEvent[]): FrameLoad {
  const begun = events.filter(({ name }) => name === 'BeginMainThreadFrame')
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const counts = new Map<string, number>()
  for (const event of begun) counts.set(threadOf(event), (counts.get(threadOf(event)) ?? 0) + 1)
  const [thread] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? []
  const starts = begun
    .filter((event) => threadOf(event) === thread)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
  const tasks = events
    .filter((event) => event.ph === 'X' && event.name === 'RunTask' && threadOf(event) === thread)
    .sort((a, b) => a.ts - b.ts)
  const works: number[] = []
  let task = 0
  starts.forEach((start, index) => {
    const end = starts[index + 1]
    while ((tasks[task]?.ts ?? Number.POSITIVE_INFINITY) + (tasks[task]?.dur ?? 0) < start) task++
    if (end === undefined || end - start > 250_000) return
    let work = 0
    for (let at = task; tasks[at] && (tasks[at] as TraceEvent).ts < end; at++)
      work += tasks[at]?.tdur ?? tasks[at]?.dur ?? 0
    works.push(work / 1000)
  })
  works.sort((a, b) => a - b)
  const at = (part: number) => Math.round((works[Math.floor(part * (works.length - 1))] ?? 0) * 10) / 10
  const fits = works.filter((work) => work <= 1000 / 60).length / Math.max(1, works.length)
  return { frames: works.length, medianMs: at(0.5), p95Ms: at(0.95), mostMs: at(1), fits }
}
