import type { Audience } from './audience.ts'
import type { Rendered, View } from './change-query.ts'
import type { Channel } from './channel.ts'
import { encodeText } from './frames.ts'
import type { Change } from './pgoutput.ts'
import { textFrame } from './socket-frame.ts'
import type { Table } from './tables.ts'

type Given = {
  change: Change
  committedAt: Date
  table: Table
  row: Rendered
  isLarge: boolean
  views: View[]
  chosen: Audience[]
}

/** The postgres_changes message of one change for each channel: one, with the ids of all its requests that match. */
export function changeMessages(given: Given): { channel: Channel; frame: Buffer }[] {
  const groups = new Map<Channel, Map<string, { audience: Audience; ids: number[] }>>()
  for (const audience of given.chosen) {
    const { channel, id } = audience.subscription
    const ofChannel = groups.get(channel) ?? new Map()
    groups.set(channel, ofChannel)
    const key = audience.fault ?? String(audience.view)
    const group = ofChannel.get(key) ?? { audience, ids: [] }
    ofChannel.set(key, group)
    group.ids.push(id)
  }
  const dataOf = memory(
    (audience: Audience) => audience.fault ?? String(audience.view),
    (audience) => data(given, audience),
  )
  return [...groups].flatMap(([channel, ofChannel]) =>
    [...ofChannel.values()].map(({ audience, ids }) => {
      const payload = `{"ids":${JSON.stringify(ids)},"data":${dataOf(audience)}}`
      const message = { joinRef: null, ref: null, topic: channel.topic, event: 'postgres_changes', payload }
      return { channel, frame: textFrame(encodeText(channel.connection.vsn, message)) }
    }),
  )
}

function data({ change, committedAt, table, row, isLarge, views }: Given, audience: Audience): string {
  const head = `"schema":${JSON.stringify(table.schema)},"table":${JSON.stringify(table.name)},"type":"${change.type}"`
  if (audience.fault) return `{${head},"errors":${JSON.stringify([audience.fault])}}`
  const seen = new Set(views[audience.view]?.columns)
  const columns = table.columns.filter(({ name }) => seen.has(name)).map(({ name, type }) => ({ name, type }))
  const parts = [
    head,
    `"commit_timestamp":"${committedAt.toISOString()}"`,
    `"columns":${JSON.stringify(columns)}`,
    change.type !== 'DELETE' && `"record":${row.records[audience.view]}`,
    change.type !== 'INSERT' && `"old_record":${row.olds[audience.view]}`,
    `"errors":${isLarge ? '["Error 413: Payload Too Large"]' : 'null'}`,
  ]
  return `{${parts.filter(Boolean).join()}}`
}

function memory<T, R>(keyOf: (value: T) => string, make: (value: T) => R): (value: T) => R {
  const made = new Map<string, R>()
  return (value) => {
    const key = keyOf(value)
    const result = made.get(key) ?? make(value)
    made.set(key, result)
    return result
  }
}
