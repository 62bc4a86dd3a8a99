import * as v from 'valibot'
import type { Queries } from '../database.ts'

const sortable = ['name', 'updated_at', 'created_at', 'last_accessed_at'] as const

export const listRequest = v.object({
  prefix: v.optional(v.string(), ''),
  search: v.nullish(v.string(), ''),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 100),
  offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  sortBy: v.nullish(
    v.object({
      column: v.optional(v.picklist(sortable), 'name'),
      order: v.nullish(v.picklist(['asc', 'desc', '']), 'asc'),
    }),
  ),
})

/** One folder as storage-api lists it: names relative to the folder, folders first and without an id. */
export async function listFolder(
  tx: Queries,
  bucket: string,
  asked: v.InferOutput<typeof listRequest>,
): Promise<unknown[]> {
  const folder = asked.prefix.replace(/^\/+|\/+$/g, '')
  const start = folder === '' ? '' : `${folder}/`
  const depth = start.split('/').length
  const column = asked.sortBy?.column ?? 'name'
  const direction = asked.sortBy?.order === 'desc' ? 'desc' : 'asc'
  const row = await tx.row<{ entries: unknown[] }>(
    `with hits as (
       select path_tokens[$3::int] as entry, array_length(path_tokens, 1) = $3::int as is_file, o.*
       from storage.objects o
       where bucket_id = $1 and starts_with(lower(o.name), lower($2))
     ),
     entries as (
       select entry as name, null::uuid as id, null::timestamptz as updated_at, null::timestamptz as created_at,
         null::timestamptz as last_accessed_at, null::jsonb as metadata
       from hits where not is_file group by entry
       union all
       select entry, id, updated_at, created_at, last_accessed_at, metadata from hits where is_file
     ),
     page as (
       select * from entries order by id is not null, ${column} ${direction}, name ${direction} limit $4::bigint offset $5::bigint
     )
     select coalesce(json_agg(page), '[]') as entries from page`,
    [bucket, `${start}${asked.search ?? ''}`, String(depth), String(asked.limit), String(asked.offset)],
  )
  return row?.entries ?? []
}
