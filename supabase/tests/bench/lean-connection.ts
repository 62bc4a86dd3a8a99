import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'

/** One connection that runs one prepared statement over and over, with next to no work on this side of it. */
export type LeanConnection = {
  /** Parameters as text; ends when the statement is committed. Throws what Postgres said. */
  run(parameters: readonly string[]): Promise<void>
  end(): Promise<void>
}

const READY = 0x5a
const ERROR = 0x45
const READY_LENGTH = 6

/**
 * Signs in through pg, prepares the statement and then speaks the wire protocol itself: pgbench does the same in C. With a
 * client that parses rows, sixteen connections would measure the client. `before` runs once, to become somebody.
 */
export async function leanConnection(
  url: string,
  before: string,
  statement: string,
): Promise<LeanConnection> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(before)
  const name = createHash('sha1').update(statement).digest('hex').slice(0, 12)
  await client.query(`prepare "${name}" as ${statement}`)
  // pg names its socket nowhere in public; this member has been there since version 8.0
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.removeAllListeners('data')
  let settle = (_error?: Error) => {}
  let failure: Error | undefined
  stream.on('data', (bytes: Buffer) => {
    if (bytes[0] === ERROR) failure = new Error(bytes.toString('latin1').replaceAll('\0', ' ').trim())
    // the last message of an answer says whether a transaction is open, in its last byte
    if (bytes[bytes.length - READY_LENGTH] !== READY || bytes[bytes.length - 2] !== 5) return
    settle(failure)
    failure = undefined
  })
  stream.once('error', (error) => settle(error))

  return {
    run: (parameters) =>
      new Promise((resolve, reject) => {
        settle = (error) => (error ? reject(error) : resolve())
        stream.write(bindExecuteSync(name, parameters))
      }),
    async end() {
      stream.end(message('X', []))
    },
  }
}

function bindExecuteSync(name: string, parameters: readonly string[]): Buffer {
  const values = parameters.flatMap((value) => {
    const bytes = Buffer.from(value)
    return [int32(bytes.length), bytes]
  })
  const bind = [Buffer.from(`\0${name}\0`), int16(0), int16(parameters.length), ...values, int16(0)]
  return Buffer.concat([message('B', bind), message('E', [Buffer.from('\0'), int32(0)]), message('S', [])])
}

function message(kind: string, parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  return Buffer.concat([Buffer.from(kind), int32(length), ...parts])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
