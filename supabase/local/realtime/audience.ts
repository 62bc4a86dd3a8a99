import type { View } from './change-query.ts'
import type { Filter } from './filter.ts'
import type { Subscription } from './subscriptions.ts'
import type { Table } from './tables.ts'

/** One listener, with its places in the lists below: equal filters, views and viewers are asked about once. */
export type Audience = {
  subscription: Subscription
  filter: number
  view: number
  viewer: number
  /** Upstream's answer instead of the row, when the row cannot be looked up for this role. */
  fault: string | null
}

export type Audiences = {
  all: Audience[]
  filters: Filter[][]
  views: View[]
  viewers: { role: string; claims: string }[]
}

export async function audiencesOf(listeners: Subscription[], table: Table): Promise<Audiences> {
  const filters = distinct<Filter[]>()
  const views = distinct<View>()
  const viewers = distinct<{ role: string; claims: string }>()
  const all: Audience[] = []
  for (const subscription of listeners) {
    const { claims, json } = subscription.channel.identity
    const readable = await table.readableBy(claims.role)
    const view = viewOf(table, readable, subscription.select)
    all.push({
      subscription,
      filter: filters.place(JSON.stringify(subscription.filters), subscription.filters),
      view: views.place(JSON.stringify(view), view),
      viewer: viewers.place(`${claims.role} ${json}`, { role: claims.role, claims: json }),
      fault: faultOf(table, readable),
    })
  }
  return { all, filters: filters.values, views: views.values, viewers: viewers.values }
}

function viewOf(table: Table, readable: Set<string>, select: string[] | null): View {
  const isAsked = (name: string) => !select || select.includes(name) || table.primaryKey.includes(name)
  const columns = table.columns.map(({ name }) => name).filter((name) => readable.has(name) && isAsked(name))
  return { columns, key: columns.filter((name) => table.primaryKey.includes(name)) }
}

function faultOf(table: Table, readable: Set<string>): string | null {
  if (table.primaryKey.length === 0) return 'Error 400: Bad Request, no primary key'
  return table.primaryKey.every((name) => readable.has(name)) ? null : 'Error 401: Unauthorized'
}

function distinct<T>() {
  const places = new Map<string, number>()
  const values: T[] = []
  return {
    values,
    place(key: string, value: T): number {
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, values.length)
      return values.push(value) - 1
    },
  }
}
