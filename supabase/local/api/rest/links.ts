import { type Catalog, type ForeignKey, findRelation, type Relation } from './catalog.ts'
import { nearest } from './nearest.ts'
import { Refusal } from './refusal.ts'

/** How the rows of one relation find those of another, straight or through a table that joins both. */
export type Link = {
  to: Relation
  isToOne: boolean
  /** pairs of column here, column there */
  on: [string, string][]
  through?: { relation: Relation; on: [string, string][]; onward: [string, string][] }
  constraint: string
  /** a name by which a single-column key can be asked for: its column */
  column?: string
}

type Embed = { target: string; hint?: string }

/** The one link an embedded resource means. Throws PGRST200 when there is none, PGRST201 when there are several. */
export function findLink(catalog: Catalog, from: Relation, embed: Embed): Link {
  const links = linksOf(catalog, from)
  const candidates = links.filter((link) => matches(link, from, embed))
  const [only, ...others] = candidates
  if (only && others.length === 0) return only
  if (!only) throw notRelated(catalog, from, embed)
  throw ambiguous(from, embed, candidates)
}

function matches(link: Link, from: Relation, { target, hint }: Embed): boolean {
  if (hint !== undefined) {
    if (link.to.name !== target) return false
    if (link.through) return link.through.relation.name === hint
    return link.constraint === hint || link.column === hint || link.on.some(([, there]) => there === hint)
  }
  if (link.to.name === target) return link.to.name !== from.name || !link.isToOne
  return link.isToOne && !link.through && (link.constraint === target || link.column === target)
}

function linksOf(catalog: Catalog, from: Relation): Link[] {
  const keys = catalog.foreignKeys.flatMap((key) => withViews(catalog, key))
  const is = (schema: string, table: string) => schema === from.schema && table === from.name
  const links: Link[] = []
  for (const key of keys) {
    const source = findRelation(catalog, key.schema, key.table)
    const target = findRelation(catalog, key.targetSchema, key.target)
    if (!source || !target || source.schema !== target.schema) continue
    const there = key.columns.map((column, at): [string, string] => [column, key.targetColumns[at] ?? ''])
    const back = there.map(([column, other]): [string, string] => [other, column])
    const column = key.columns.length === 1 ? key.columns[0] : undefined
    if (is(key.schema, key.table)) {
      links.push({ to: target, isToOne: true, on: there, constraint: key.name, column })
    }
    if (is(key.targetSchema, key.target)) {
      links.push({ to: source, isToOne: key.isUnique, on: back, constraint: key.name })
      links.push(...throughTable(catalog, keys, key, source, back))
    }
  }
  return links
}

// many to many: a table whose primary key holds both foreign keys
function throughTable(
  catalog: Catalog,
  keys: ForeignKey[],
  near: ForeignKey,
  joining: Relation,
  on: [string, string][],
) {
  return keys.flatMap((far): Link[] => {
    if (far.schema !== near.schema || far.table !== near.table || far.name === near.name) return []
    const to = findRelation(catalog, far.targetSchema, far.target)
    const isKey = [...near.columns, ...far.columns].every((column) => joining.primaryKey.includes(column))
    if (!to || !isKey || to.schema !== joining.schema) return []
    const onward = far.columns.map((column, at): [string, string] => [column, far.targetColumns[at] ?? ''])
    return [{ to, isToOne: false, on, through: { relation: joining, on, onward }, constraint: near.name }]
  })
}

/** A foreign key also holds between views that carry its columns. */
function withViews(catalog: Catalog, key: ForeignKey): ForeignKey[] {
  const carriers = (schema: string, table: string, columns: string[]) =>
    catalog.relations.filter(
      (relation) =>
        (relation.schema === schema && relation.name === table) ||
        relation.bases.some(
          (base) =>
            base.schema === schema &&
            base.name === table &&
            columns.every((column) => base.columns.includes(column)),
        ),
    )
  return carriers(key.schema, key.table, key.columns).flatMap((source) =>
    carriers(key.targetSchema, key.target, key.targetColumns).map((target) => ({
      ...key,
      schema: source.schema,
      table: source.name,
      targetSchema: target.schema,
      target: target.name,
    })),
  )
}

function notRelated(catalog: Catalog, from: Relation, { target, hint }: Embed): Refusal {
  const using = hint === undefined ? '' : ` using the hint '${hint}'`
  const names = linksOf(catalog, from).map((link) => link.to.name)
  const near = nearest(target, names)
  return new Refusal(
    400,
    'PGRST200',
    `Could not find a relationship between '${from.name}' and '${target}' in the schema cache`,
    {
      details: `Searched for a foreign key relationship between '${from.name}' and '${target}'${using} in the schema '${from.schema}', but no matches were found.`,
      hint: near === undefined ? null : `Perhaps you meant '${near}' instead of '${target}'.`,
    },
  )
}

function ambiguous(from: Relation, { target }: Embed, links: Link[]): Refusal {
  const cardinality = (link: Link) =>
    link.through ? 'many-to-many' : link.isToOne ? 'many-to-one' : 'one-to-many'
  const hints = links.map((link) => `'${target}!${link.through?.relation.name ?? link.constraint}'`)
  return new Refusal(
    300,
    'PGRST201',
    `Could not embed because more than one relationship was found for '${from.name}' and '${target}'`,
    {
      details: links.map((link) => ({
        cardinality: cardinality(link),
        embedding: `${from.name} with ${link.to.name}`,
        relationship: `${link.constraint} using ${from.name}(${link.on.map(([here]) => here).join(', ')}) and ${link.to.name}(${link.on.map(([, there]) => there).join(', ')})`,
      })),
      hint: `Try changing '${target}' to one of the following: ${hints.join(', ')}. Find the desired relationship in the 'details' key.`,
    },
  )
}
