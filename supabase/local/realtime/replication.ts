import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Change, type Relation, walDecoder } from './pgoutput.ts'

/** What one transaction wrote to published tables, handed over after its commit. `xid` is its 32-bit id. */
export type Transaction = { xid: number; committedAt: Date; changes: Change[] }

export type Replication = { isReady(): boolean; restarts(): number; stop(): Promise<void> }

const SLOT = 'supabase_realtime_messages_replication_slot_local'
const PUBLICATIONS = 'supabase_realtime_messages_publication,supabase_realtime'
const SLOT_IN_USE = '42710'
const ACK_MS = 5_000
const BACKOFF_MS = [50, 100, 200, 500, 1_000, 2_000]
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)

/**
 * Streams committed changes over a temporary slot, as upstream does: what is written while no connection stands is
 * never delivered. Reconnects with back-off until stopped.
 */
export function startReplication(options: {
  databaseUrl: string
  onTransaction: (transaction: Transaction) => void
  onRelation: (relation: Relation) => void
  log: (line: string) => void
}): Replication {
  const stopping = new AbortController()
  let current: pg.Client | null = null
  let isReady = false
  let restarts = -1

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      restarts++
      const client = new pg.Client({
        connectionString: options.databaseUrl,
        application_name: 'realtime_replication_connection',
        // @ts-expect-error @types/pg does not know this start-up parameter, which turns the backend into a WAL sender
        replication: 'database',
      })
      // what breaks it is said by the query it breaks; without a listener a second error would end the process
      client.on('error', () => {})
      current = client
      try {
        await stream(client, options, () => {
          isReady = true
          failures = 0
        })
      } catch (cause) {
        const isBusy = cause instanceof pg.DatabaseError && cause.code === SLOT_IN_USE
        if (!stopping.signal.aborted && !isBusy) options.log(`realtime: replication stopped: ${cause}`)
      }
      isReady = false
      client.end().catch(() => {})
      const pause = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)]
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    isReady: () => isReady,
    restarts: () => restarts,
    async stop() {
      stopping.abort()
      await current?.end().catch(() => {})
      await running
    },
  }
}

// pg has no public interface for replication; these two members have been there since version 8.0.
type CopyConnection = NodeJS.EventEmitter & { sendCopyFromChunk(chunk: Buffer): void }

async function stream(
  client: pg.Client,
  handlers: { onTransaction: (t: Transaction) => void; onRelation: (r: Relation) => void },
  onReady: () => void,
): Promise<void> {
  await client.connect()
  // Replication commands are known in capitals only.
  await client.query(`CREATE_REPLICATION_SLOT ${SLOT} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`)
  const connection = (client as unknown as { connection: CopyConnection }).connection
  const decode = walDecoder()
  let position = 0n
  let open: Transaction | null = null

  const receive = (bytes: Buffer) => {
    const message = decode(bytes)
    if (message.kind === 'begin') open = { xid: message.xid, committedAt: message.committedAt, changes: [] }
    else if (message.kind === 'relation') handlers.onRelation(message.relation)
    else if (message.kind === 'change') open?.changes.push(message.change)
    else if (message.kind === 'commit' && open) {
      if (open.changes.length > 0) handlers.onTransaction(open)
      open = null
    }
  }
  const acknowledge = () => connection.sendCopyFromChunk(standbyStatus(position))
  const acks = setInterval(acknowledge, ACK_MS)

  try {
    await new Promise<void>((resolve, reject) => {
      client.once('error', reject)
      client.once('end', resolve)
      connection.once('replicationStart', onReady)
      connection.on('copyData', ({ chunk }: { chunk: Buffer }) => {
        try {
          const tag = chunk[0]
          const end = chunk.readBigUInt64BE(tag === 0x77 ? 9 : 1)
          if (end > position) position = end
          // Copied: pg reuses its read buffer, and transactions wait at the gate.
          if (tag === 0x77) receive(Buffer.from(chunk.subarray(25)))
          else if (tag === 0x6b && chunk[17] === 1) acknowledge()
        } catch (cause) {
          reject(cause)
        }
      })
      client
        .query(
          `START_REPLICATION SLOT ${SLOT} LOGICAL 0/0 (proto_version '1', publication_names '${PUBLICATIONS}')`,
        )
        .then(() => resolve(), reject)
    })
  } finally {
    clearInterval(acks)
  }
}

function standbyStatus(position: bigint): Buffer {
  const status = Buffer.alloc(34)
  status.write('r')
  for (const offset of [1, 9, 17]) status.writeBigUInt64BE(position, offset)
  status.writeBigInt64BE(BigInt(Date.now() - POSTGRES_EPOCH_MS) * 1000n, 25)
  return status
}
