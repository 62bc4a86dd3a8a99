import type { Catalog, Routine } from './catalog.ts'
import { nearest } from './nearest.ts'
import { formAsJson, parseJson } from './payload.ts'
import { Refusal } from './refusal.ts'
import type { RestRequest } from './request.ts'
import { name, qualified, type Statement } from './statement.ts'

export type Call = { routine: Routine; sql: string }

/** Finds the function a call means and writes the call, as something to select from. Throws PGRST202 and PGRST203. */
export function callSql(
  catalog: Catalog,
  statement: Statement,
  request: RestRequest & { target: { name: string } },
  given: [string, string][],
): Call {
  const json =
    request.contentType === 'application/x-www-form-urlencoded' ? formAsJson(request.body) : request.body
  const isPost = request.method === 'POST'
  const body = isPost && json.trim() !== '' ? parseJson(json) : {}
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const keys = isPost ? (isObject ? Object.keys(body) : []) : [...new Set(given.map(([key]) => key))]
  const named = catalog.functions.filter(
    (each) => each.schema === request.schema && each.name === request.target.name,
  )
  const fitting = isObject || !isPost ? named.filter((each) => takes(each, keys)) : []
  if (fitting.length > 1) throw ambiguous(request, fitting)
  const routine = fitting[0]
  if (routine) {
    const args = isPost
      ? jsonArguments(statement, routine, keys, json)
      : textArguments(statement, routine, given)
    return { routine, sql: callOf(routine, args) }
  }
  const whole = isPost ? named.find(takesWholeBody) : undefined
  if (whole) {
    const type = whole.arguments[0]?.type ?? 'json'
    return {
      routine: whole,
      sql: callOf(whole, { list: `${statement.parameter(json || '{}')}::${type}`, from: '' }),
    }
  }
  throw notFound(catalog, request, keys, named)
}

const takes = (routine: Routine, keys: string[]) =>
  keys.every((key) => routine.arguments.some((argument) => argument.name === key)) &&
  routine.arguments.every(
    (argument) => argument.isOptional || argument.isVariadic || keys.includes(argument.name),
  )

const takesWholeBody = (routine: Routine) =>
  routine.arguments.length === 1 &&
  routine.arguments[0]?.name === '' &&
  /^jsonb?$/.test(routine.arguments[0]?.type ?? '')

type Arguments = { list: string; from: string }

// Postgres turns JSON into each argument's own type: arrays, enums, composites, dates
function jsonArguments(statement: Statement, routine: Routine, keys: string[], json: string): Arguments {
  const used = routine.arguments.filter((argument) => keys.includes(argument.name))
  if (used.length === 0) return { list: '', from: '' }
  const shape = used.map((argument) => `${name(argument.name)} ${argument.type}`).join(', ')
  return {
    list: used.map((argument) => pass(argument, `pgrst_args.${name(argument.name)}`)).join(', '),
    from: `json_to_record(${statement.parameter(json)}::json) as pgrst_args (${shape}), lateral `,
  }
}

function textArguments(statement: Statement, routine: Routine, given: [string, string][]): Arguments {
  const list = routine.arguments.flatMap((argument) => {
    const values = given.filter(([key]) => key === argument.name).map(([, value]) => value)
    const last = values.at(-1)
    if (last === undefined) return []
    if (!argument.isVariadic) return [pass(argument, `${statement.parameter(last)}::${argument.type}`)]
    const items = values.map((value) => statement.parameter(value)).join(', ')
    return [pass(argument, `array[${items}]::${argument.type}`)]
  })
  return { list: list.join(', '), from: '' }
}

const pass = (argument: Routine['arguments'][number], value: string) =>
  `${argument.isVariadic ? 'variadic ' : ''}${name(argument.name)} := ${value}`

function callOf(routine: Routine, { list, from }: Arguments): string {
  const called = `${from}${qualified(routine.schema, routine.name)}(${list})`
  return routine.returns === 'composite'
    ? `select ${name(routine.name)}.* from ${called} as ${name(routine.name)}`
    : `select pgrst_scalar from ${called} as pgrst_scalar`
}

const signature = (routine: Routine) =>
  `${routine.schema}.${routine.name}(${routine.arguments.map((argument) => `${argument.name} => ${argument.type}`).join(', ')})`

function ambiguous(_request: RestRequest, fitting: Routine[]): Refusal {
  const candidates = fitting.map(signature).join(', ')
  return new Refusal(300, 'PGRST203', `Could not choose the best candidate function between: ${candidates}`, {
    hint: 'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
  })
}

function notFound(
  catalog: Catalog,
  request: RestRequest & { target: { name: string } },
  keys: string[],
  named: Routine[],
): Refusal {
  const full = `${request.schema}.${request.target.name}`
  const sorted = [...keys].sort().join(', ')
  const searched = sorted ? `with parameter${keys.length > 1 ? 's' : ''} ${sorted}` : 'without parameters'
  const others = catalog.functions.filter((each) => each.schema === request.schema)
  const near = named[0]
    ? undefined
    : nearest(
        request.target.name,
        others.map((each) => each.name),
      )
  const meant = named[0]
    ? `${full}(${named[0].arguments
        .map((argument) => argument.name)
        .sort()
        .join(', ')})`
    : near && `${request.schema}.${near}`
  return new Refusal(
    404,
    'PGRST202',
    `Could not find the function ${full}${sorted ? `(${sorted})` : ' without parameters'} in the schema cache`,
    {
      details: `Searched for the function ${full} ${searched}${request.method === 'POST' ? ' or with a single unnamed json/jsonb parameter' : ''}, but no matches were found in the schema cache.`,
      hint: meant ? `Perhaps you meant to call the function ${meant}` : null,
    },
  )
}
