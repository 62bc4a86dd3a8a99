import { fork } from 'node:child_process'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { Agent, type AgentOptions } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import webPush from 'web-push'
import { removeState } from '../../local/postgres/home.ts'
import { startStack } from '../../local/stack.ts'
import { type Benchmark, interleave, type Side } from './comparison.ts'
import { fillOutbox } from './outbox-load.ts'

const pushes = 4_000
const vapidDetails = { ...webPush.generateVAPIDKeys(), subject: 'mailto:bench@example.com' }

/**
 * P2: from due to taken by a push service and written down, each push encrypted for its browser. Ours: the shipped send-push in
 * Deno, through knock, REST, claim and settle. The peer: graphile-worker calling web-push in Node. The push service is a plain
 * HTTP server that answers 201, the same for both.
 */
export const pushDrain: Benchmark = async ({ rounds, log }) => {
  const sink = await startSink()
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-bench-'))
  const settings = {
    PUSH_EXTRA_ORIGINS: sink.origin,
    VAPID_PUBLIC_KEY: vapidDetails.publicKey,
    VAPID_PRIVATE_KEY: vapidDetails.privateKey,
    VAPID_SUBJECT: vapidDetails.subject,
  }
  const stack = await startStack({
    stateDir,
    ports: 'free',
    app: 'none',
    seed: false,
    settings,
    log: () => {},
  })
  const client = new pg.Client({ connectionString: stack.adminUrl })
  await client.connect()
  try {
    const figures = await interleave(
      rounds,
      { ours: ours(client, sink), peer: peer(client, stack.adminUrl, sink) },
      log,
    )
    return [
      {
        ...{
          id: 'P2',
          what: `${pushes.toLocaleString('en')} pushes encrypted, sent and settled`,
          unit: '/s',
        },
        ...{ peer: 'graphile-worker 0.17.3 + web-push 3.6.7', goal: 2, isMoreBetter: true },
        ...{ ours: figures.ours, peers: figures.peer },
      },
    ]
  } finally {
    await client.end()
    await stack.stop()
    removeState(stateDir)
    sink.stop()
  }
}

type Sink = Awaited<ReturnType<typeof startSink>>

async function startSink() {
  const child = fork(fileURLToPath(new URL('./push-sink.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  const [{ port }] = await once(child, 'message')
  return {
    origin: `http://127.0.0.1:${port}`,
    async taken(): Promise<number> {
      child.send('count')
      return (await once(child, 'message'))[0].taken
    },
    stop: () => child.disconnect(),
  }
}

/** Waits until everything is written down, and checks that each push was taken once. */
async function timed(
  sink: Sink,
  start: () => Promise<unknown>,
  left: () => Promise<number>,
): Promise<number> {
  const before = await sink.taken()
  const since = performance.now()
  await start()
  while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const figure = (pushes * 1000) / (performance.now() - since)
  const taken = (await sink.taken()) - before
  if (taken !== pushes) throw new Error(`the push service took ${taken} of ${pushes}`)
  return figure
}

function newBrowser() {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  return { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') }
}

function ours(client: pg.Client, sink: Sink): Side {
  return async () => {
    // the knock of the filling would begin before the clock does
    await client.query('alter table private.deliveries disable trigger _900_knock')
    await fillOutbox(client, pushes, sink.origin)
    await client.query('alter table private.deliveries enable trigger _900_knock')
    const { p256dh, auth } = newBrowser()
    await client.query('update public.push_subscriptions set p256dh = $1, auth = $2', [p256dh, auth])
    return timed(
      sink,
      () => client.query(`select private.knock('web_push')`),
      async () =>
        (
          await client.query(
            `select count(*)::int as left from private.deliveries where state in ('pending', 'sending', 'retry_wait')`,
          )
        ).rows[0].left,
    )
  }
}

// web-push knows only https: this agent leaves the encryption of the line away, as it is for ours
class PlainAgent extends Agent {
  override createConnection(options: AgentOptions & { host: string; port: number }) {
    return connect(options.port, options.host)
  }
}

function peer(client: pg.Client, url: string, sink: Sink): Side {
  return async () => {
    const pool = new pg.Pool({ connectionString: url, max: 24 })
    pool.on('error', () => {}).on('connect', (connection) => connection.on('error', () => {}))
    const agent = new PlainAgent({ keepAlive: true, maxSockets: 64 })
    const endpoint = sink.origin.replace('http:', 'https:')
    const payload = JSON.stringify({ title: 'Order A1 ready', body: 'It is ready.', url: '/orders/1' })
    const keys = newBrowser()
    const start = () =>
      run({
        ...{ pgPool: pool, noHandleSignals: true, crontab: '' },
        preset: {
          worker: {
            ...{ concurrentJobs: 64, maxPoolSize: 24, pollInterval: 100 },
            ...{ localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
          },
        },
        logger: new Logger(() => () => {}),
        taskList: {
          push: async (job) => {
            const { n } = job as { n: number }
            await webPush.sendNotification({ endpoint: `${endpoint}/${n}`, keys }, payload, {
              vapidDetails,
              TTL: 3600,
              agent,
            })
          },
        },
      })
    await (await start()).stop()
    await client.query('truncate graphile_worker._private_jobs')
    await client.query(
      `select graphile_worker.add_jobs(array(
         select row('push', json_build_object('n', n), null, null, null, null, null, null)::graphile_worker.job_spec
         from generate_series(1, $1::int) n))`,
      [pushes],
    )
    let runner: Awaited<ReturnType<typeof run>> | undefined
    const figure = await timed(
      sink,
      async () => {
        runner = await start()
      },
      async () =>
        (await client.query('select count(*)::int as left from graphile_worker._private_jobs')).rows[0].left,
    )
    await runner?.stop()
    agent.destroy()
    await pool.end()
    return figure
  }
}
