import type { CommittedChange } from './changes.ts'
import type { Encoding } from './frames.ts'
import type { Change } from './pgoutput.ts'
import type { Transaction } from './replication.ts'
import type { Broadcast } from './topics.ts'

/** Parts a transaction: rows of realtime.messages are broadcasts, everything else is for postgres_changes. */
export function storedBroadcasts(transaction: Transaction): {
  broadcasts: Broadcast[]
  others: CommittedChange[]
} {
  const broadcasts: Broadcast[] = []
  const others: CommittedChange[] = []
  for (const change of transaction.changes) {
    if (!isMessage(change)) others.push({ change, committedAt: transaction.committedAt })
    else {
      const broadcast = broadcastOf(change)
      if (broadcast) broadcasts.push(broadcast)
    }
  }
  return { broadcasts, others }
}

// The stream names the daily partition, not the table.
function isMessage({ relation }: Change): boolean {
  return relation.schema === 'realtime' && relation.table.startsWith('messages')
}

/** Only inserts with event, topic and a payload are spoken; jsonb arrives as text and goes on unparsed. */
function broadcastOf({ type, relation, row }: Change): Broadcast | null {
  if (type !== 'INSERT' || !row) return null
  const value = (name: string) => row[relation.columns.findIndex((column) => column.name === name)] ?? null
  const [name, event, id, isPrivate] = ['topic', 'event', 'id', 'private'].map((column) =>
    value(column)?.toString(),
  )
  const bytes = value('binary_payload')
  const json = value('payload')
  if (!name || !event || !id || !isPrivate || !(bytes || json)) return null
  const encoding: Encoding = bytes ? 'binary' : 'json'
  const body = bytes ? Buffer.from(bytes.toString('latin1', 2), 'hex') : (json ?? Buffer.alloc(0))
  return { name, isPrivate: isPrivate === 't', id, content: { event, encoding, body } }
}
