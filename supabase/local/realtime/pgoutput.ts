// Decoder of Postgres' logical replication messages, protocol version 1, text values:
// postgresql.org/docs/17/protocol-logicalrep-message-formats.html

export type Column = { name: string; typeOid: number; isKey: boolean }
export type Relation = { id: number; schema: string; table: string; columns: Column[] }

/** One value per column of the relation: bytes as text, null for NULL, undefined when it was not sent. */
export type Tuple = (Buffer | null | undefined)[]

export type Change = {
  type: 'INSERT' | 'UPDATE' | 'DELETE'
  relation: Relation
  row: Tuple | null
  /** Key columns only, or the whole row with replica identity full. */
  old: Tuple | null
}

export type WalMessage =
  | { kind: 'begin'; xid: number; committedAt: Date }
  | { kind: 'commit' }
  | { kind: 'relation'; relation: Relation }
  | { kind: 'change'; change: Change }
  | { kind: 'other' }

const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)

/** Keeps the relations it was told of, as the stream names them once and then by number. */
export function walDecoder(): (bytes: Buffer) => WalMessage {
  const relations = new Map<number, Relation>()

  return (bytes) => {
    const read = reader(bytes)
    const relation = () => {
      const id = read.int32()
      const found = relations.get(id)
      if (!found) throw new Error(`pgoutput: unknown relation ${id}`)
      return found
    }
    const change = (
      type: Change['type'],
      of: Relation,
      row: Tuple | null,
      old: Tuple | null,
    ): WalMessage => ({
      kind: 'change',
      change: { type, relation: of, row, old },
    })

    switch (read.char()) {
      case 'B': {
        read.skip(8)
        const micros = read.int64()
        return {
          kind: 'begin',
          committedAt: new Date(Number(micros / 1000n) + POSTGRES_EPOCH_MS),
          xid: read.int32(),
        }
      }
      case 'C':
        return { kind: 'commit' }
      case 'R': {
        const described = readRelation(read)
        relations.set(described.id, described)
        return { kind: 'relation', relation: described }
      }
      case 'I': {
        const of = relation()
        read.skip(1)
        return change('INSERT', of, readTuple(read), null)
      }
      case 'U': {
        const of = relation()
        const mark = read.char()
        const old = mark === 'N' ? null : oldTuple(of, mark, readTuple(read))
        if (mark !== 'N') read.skip(1)
        return change('UPDATE', of, readTuple(read), old)
      }
      case 'D': {
        const of = relation()
        return change('DELETE', of, null, oldTuple(of, read.char(), readTuple(read)))
      }
      default:
        return { kind: 'other' }
    }
  }
}

type Reader = ReturnType<typeof reader>

function reader(bytes: Buffer) {
  let at = 0
  const take = (length: number) => {
    at += length
    return at - length
  }
  return {
    skip: take,
    char: () => String.fromCharCode(bytes.readUInt8(take(1))),
    int8: () => bytes.readUInt8(take(1)),
    int16: () => bytes.readUInt16BE(take(2)),
    int32: () => bytes.readUInt32BE(take(4)),
    int64: () => bytes.readBigInt64BE(take(8)),
    bytes: (length: number) => bytes.subarray(take(length), at),
    cstring() {
      const end = bytes.indexOf(0, at)
      const text = bytes.toString('utf8', at, end)
      at = end + 1
      return text
    },
  }
}

function readRelation(read: Reader): Relation {
  const id = read.int32()
  const schema = read.cstring()
  const table = read.cstring()
  read.skip(1)
  const columns = Array.from({ length: read.int16() }, () => {
    const isKey = (read.int8() & 1) === 1
    const column = { isKey, name: read.cstring(), typeOid: read.int32() }
    read.skip(4)
    return column
  })
  return { id, schema, table, columns }
}

function readTuple(read: Reader): Tuple {
  return Array.from({ length: read.int16() }, () => {
    const kind = read.char()
    if (kind === 'n') return null
    return kind === 'u' ? undefined : read.bytes(read.int32())
  })
}

// A 'K' tuple pads the columns outside the key with nulls, which must not be mistaken for values.
function oldTuple(relation: Relation, mark: string, tuple: Tuple): Tuple {
  return mark === 'K' ? tuple.map((value, i) => (relation.columns[i]?.isKey ? value : undefined)) : tuple
}
