import type pg from 'pg'
import { type Answer, type QueuedRequest, send } from './http-request.ts'
import { keepLink } from './link.ts'

/** Upstream's batch size (pg_net.batch_size): the next batch waits until the whole one is answered or timed out. */
const batchSize = 200
/** Upstream's pg_net.ttl. */
const responseTtl = '6 hours'

const awakePollMs = 10
const stayAwakeMs = 250
/** Finds what was committed long after its wake-up call, and notices that the extension was created. */
const asleepPollMs = 1_000
const cleanEveryMs = 60_000

/**
 * pg_net's background worker. Rows of net.http_request_queue are visible once their transaction committed; each is deleted
 * first and sent then, at most once, as upstream. Under load the worker polls; only an idle one is woken by NOTIFY.
 */
export function startNetWorker(o: { databaseUrl: string; log: (line: string) => void }): {
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  let wake = () => {}

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const link = keepLink({
    databaseUrl: o.databaseUrl,
    name: 'pg_net worker',
    channel: 'pg_net_wake',
    log: o.log,
    onNotify: () => wake(),
    onReady: (client) => work(client, pause, stopping.signal),
  })

  return {
    async stop() {
      stopping.abort()
      wake()
      await link.stop()
    },
  }
}

async function work(
  client: pg.Client,
  pause: (ms: number) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  let isAwake = false
  let lastWork = 0
  let lastClean = Number.NEGATIVE_INFINITY

  const setAwake = async (value: boolean) => {
    isAwake = value
    await client.query(`with gone as (delete from net._worker) insert into net._worker values (${value})`)
  }

  while (!stop.aborted) {
    if (!(await isInstalled(client))) {
      await pause(asleepPollMs)
      continue
    }
    try {
      await setAwake(false)
      while (!stop.aborted) {
        const requests = await take(client)
        const now = performance.now()
        if (requests.length > 0) {
          lastWork = now
          if (!isAwake) await setAwake(true)
          await answerAll(client, requests, stop)
          continue
        }
        if (isAwake && now - lastWork > stayAwakeMs) {
          // asleep first, then one more look: who commits in between either calls or is seen
          await setAwake(false)
          continue
        }
        if (now - lastClean > cleanEveryMs) {
          lastClean = now
          await client.query(
            `delete from net._http_response where created < now() - interval '${responseTtl}'`,
          )
        }
        await pause(isAwake ? awakePollMs : asleepPollMs)
      }
    } catch (error) {
      // 42P01, 3F000: the extension was dropped under us
      if (!['42P01', '3F000'].includes((error as { code?: string }).code ?? '')) throw error
    }
  }
}

async function isInstalled(client: pg.Client): Promise<boolean> {
  const found = await client.query(`select to_regclass('net._worker') is not null as yes`)
  return found.rows[0].yes
}

async function take(client: pg.Client): Promise<QueuedRequest[]> {
  const taken = await client.query<QueuedRequest>({
    name: 'take',
    text: `delete from net.http_request_queue where id in (
        select id from net.http_request_queue order by id limit ${batchSize})
      returning id, method, url, headers, body, timeout_milliseconds`,
  })
  return taken.rows.sort((a, b) => Number(a.id) - Number(b.id))
}

async function answerAll(client: pg.Client, requests: QueuedRequest[], stop: AbortSignal): Promise<void> {
  // sent together, written one after the other: a client takes one statement at a time
  let written = Promise.resolve()
  const write = (request: QueuedRequest, answer: Answer) => {
    written = written.then(() => record(client, request, answer))
    return written
  }
  await Promise.allSettled(requests.map(async (request) => write(request, await send(request, stop))))
  await written
}

async function record(client: pg.Client, request: QueuedRequest, answer: Answer): Promise<void> {
  await client.query({
    name: 'answer',
    text: `insert into net._http_response (id, status_code, content_type, headers, content, timed_out, error_msg)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      request.id,
      answer.status_code,
      answer.content_type,
      answer.headers,
      answer.content,
      answer.timed_out,
      answer.error_msg,
    ],
  })
}
