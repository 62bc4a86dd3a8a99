import {
  appendFileSync,
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from 'node:fs'
import { createInterface } from 'node:readline'

/** An append-only file of JSON lines, mode 0600. What `append` returned from survives a kill of this process. */
export type Journal = {
  /** Returns the bytes written. */
  append(record: unknown): number
  /** Empties the file for good. */
  truncate(): void
  close(): void
}

/** Reads every whole line of `path` in order, then opens it for appending. Lines that do not parse go to `onBroken`. */
export async function openJournal(
  path: string,
  onRecord: (record: unknown, bytes: number) => void,
  onBroken: (line: string) => void,
): Promise<Journal> {
  if (existsSync(path)) {
    let isTorn = false
    for await (const line of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (line === '') continue
      const record = parse(line)
      isTorn = record === undefined
      if (isTorn) onBroken(line)
      else onRecord(record, Buffer.byteLength(line))
    }
    // A kill in the middle of a write leaves half a line; the next record must not be glued to it.
    if (isTorn) appendFileSync(path, '\n')
  }
  const file = openSync(path, 'a', 0o600)
  let isOpen = true
  return {
    // A request may still be under way when all is stopped; its answer has nobody left to read it.
    append: (record) => (isOpen ? writeSync(file, `${JSON.stringify(record)}\n`) : 0),
    truncate() {
      if (!isOpen) return
      ftruncateSync(file)
      fsyncSync(file)
    },
    close() {
      isOpen = false
      closeSync(file)
    },
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
