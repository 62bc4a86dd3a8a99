import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connection, openConnection } from './connection.ts'

// Whatever an admin manages to save renders, whatever the data: one transaction, rolled back at the end.
let db: Connection

beforeAll(async () => {
  db = await openConnection()
  await db.sql('begin')
  await db.sql(`insert into public.event_types (key, category, label, channels, variables)
    values ('test.any', 'order', 'Any', '{in_app}', '{a,a.b,a.0,order.at,order.currency,x y,ä}')`)
  // the refusal's code word, or what rendering came to with each data, language and place
  await db.sql(`create function pg_temp.attempt(body text, datas jsonb[], locales text[], zones text[]) returns text[]
    language plpgsql as $$
    begin
      begin
        insert into private.templates (event_type, channel, version, title, body) values ('test.any', 'in_app', 1, body, body);
        delete from private.templates where event_type = 'test.any';
      exception when others then
        return array['refused ' || sqlstate];
      end;
      return array(select 'saved ' || coalesce(private.render(body, d, l, z), 'null')
        from unnest(datas, locales, zones) given (d, l, z));
    exception when others then
      return array['failed ' || sqlerrm];
    end $$`)
})
afterAll(async () => {
  await db.sql('rollback')
  await db.close()
})

const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength }).filter((all) => !all.includes('\0') && all.isWellFormed())
const scalar = fc.oneof(
  text(12),
  fc.constantFrom('{{a}}', '{{a|date}}', '{{', '}}', '|', '', '1250', '-1', '1e9', 'EUR', 'now', 'infinity'),
  fc.constantFrom('2026-11-21T18:40:00Z', '2026-02-30', '9999-12-31T23:59:59+14:00', '0000-01-01', '24:00'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'b', '0', 'order', 'at', 'currency', 'x y', 'ä', 'toString'),
      tie('data'),
    ),
  ),
}))
const filter = fc.oneof(
  fc.constantFrom(
    'date',
    'time',
    'datetime',
    'list',
    'money:EUR',
    'money:order.currency',
    ' date ',
    'truncate:1',
  ),
  fc.nat(10_001).map((length) => `truncate:${length}`),
  text(8).map((words) => `default:${words}`),
  fc.constantFrom('upper', 'money', 'truncate:0', 'truncate:99999999999', ''),
)
const tag = fc
  .tuple(
    fc.constantFrom('a', 'a.b', 'a.0', 'order.at', 'order.currency', 'x y', 'ä', 'nope', ''),
    fc.array(filter, { maxLength: 3 }),
  )
  .map(([path, filters]) => `{{${[path, ...filters].join('|')}}}`)
const template = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: tag },
      { weight: 3, arbitrary: text(10) },
      fc.constantFrom('{', '}}', '\\1'),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))
const given = fc.tuple(
  data,
  fc.constantFrom('en', 'en-US', 'es', 'es-MX', 'ar', 'fr', 'xx-YY-zz', ''),
  fc.constantFrom('UTC', 'Europe/Madrid', 'Asia/Kathmandu', 'Mars/Base', ''),
)

async function attempt(body: string, cases: [unknown, string, string][]): Promise<string[]> {
  const [row] = await db.sql(
    `select pg_temp.attempt($1, array(select jsonb_array_elements($2::jsonb)), $3, $4) as fared`,
    [body, JSON.stringify(cases.map(([d]) => d)), cases.map(([, l]) => l), cases.map(([, , z]) => z)],
  )
  return row?.fared as string[]
}

test('whatever an admin manages to save renders to a text, whatever the data, language and place', async () => {
  const seen = { saved: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(template, fc.array(given, { minLength: 1, maxLength: 10 }), async (body, cases) => {
      const fared = await attempt(body, cases)
      for (const one of fared) expect(one).toMatch(/^(saved |refused (PT422|23514)$)/)
      if (fared[0]?.startsWith('saved')) {
        expect(fared).toHaveLength(cases.length)
        expect(fared).not.toContain('saved null')
        seen.saved++
      } else seen.refused++
    }),
    { numRuns: 1_500, seed: 7 },
  )
  // a property that holds for want of cases would say nothing
  expect(seen.saved).toBeGreaterThan(300)
  expect(seen.refused).toBeGreaterThan(300)
})

test('what a person wrote comes out as they wrote it, tags and all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(text(30), template).filter((words) => words.length > 0),
      fc.oneof(text(30), template).filter((words) => words.length > 0),
      async (one, other) => {
        const fared = await attempt('<{{a}}|{{order.at}}|{{a}}>', [
          [{ a: one, order: { at: other } }, 'en', 'UTC'],
        ])
        expect(fared).toEqual([`saved <${one}|${other}|${one}>`])
      },
    ),
    { numRuns: 1_000, seed: 11 },
  )
})
