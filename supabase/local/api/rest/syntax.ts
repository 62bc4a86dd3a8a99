/** The parsed parts of a PostgREST URL. Text is as the client wrote it: Postgres decides what it means for a type. */

export type Field = { name: string; path: { arrow: '->' | '->>'; key: string }[] }

export type SelectItem =
  | { kind: 'all' }
  | { kind: 'column'; field: Field; alias?: string; cast?: string }
  | {
      kind: 'embed'
      target: string
      alias?: string
      hint?: string
      isInner: boolean
      isSpread: boolean
      items: SelectItem[]
    }

export type Condition =
  | { kind: 'group'; junction: 'and' | 'or'; isNegated: boolean; conditions: Condition[] }
  | {
      kind: 'compare'
      field: Field
      isNegated: boolean
      operator: string
      /** any or all for comparisons with lists, the dictionary for full text search */
      modifier?: string
      value: string
    }

export type OrderTerm = {
  field: Field
  /** order by a column of this embedded to-one resource */
  relation?: string
  direction?: 'asc' | 'desc'
  nulls?: 'first' | 'last'
}

/** What applies to the rows of one resource, the top one or an embedded one. */
export type Level = { conditions: Condition[]; order: OrderTerm[]; limit?: number; offset?: number }

export type Query = {
  select: SelectItem[]
  /** by path of aliases; the top is '' */
  levels: Map<string, Level>
  columns?: string[]
  onConflict?: string[]
  /** in a GET of a function: everything that is no filter */
  arguments: [string, string][]
}
