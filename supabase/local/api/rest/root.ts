import type { Caller } from '../caller.ts'
import type { Catalog } from './catalog.ts'
import { Refusal } from './refusal.ts'

/** GET /rest/v1/: what there is, in OpenAPI's outline only; hosted shows it to the secret key alone, as here. */
export function rootDocument(catalog: Catalog, schema: string, caller: Caller): Response {
  if (caller.role !== 'service_role')
    throw new Refusal(403, 'PGRST125', 'Access to the schema needs the secret key')
  const relations = catalog.relations.filter((relation) => relation.schema === schema)
  const functions = catalog.functions.filter((routine) => routine.schema === schema)
  return Response.json({
    swagger: '2.0',
    info: { title: `${schema} schema`, description: '', version: '13' },
    basePath: '/',
    paths: Object.fromEntries([
      ...relations.map(({ name }) => [`/${name}`, {}]),
      ...functions.map(({ name }) => [`/rpc/${name}`, {}]),
    ]),
    definitions: Object.fromEntries(
      relations.map(({ name, columns }) => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries(columns.map((column) => [column.name, { format: column.type }])),
        },
      ]),
    ),
  })
}
