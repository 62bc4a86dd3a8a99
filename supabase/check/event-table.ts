import type { Client } from 'pg'
import { read } from './sources.ts'

const begin = '<!-- events: written by npm run generate -->'
const end = '<!-- end of events -->'

type Event = {
  category: string
  label: string
  is_critical: boolean
  key: string
  says: string
  priority: string
  ttl: string
  channels: string
  more: string | null
  variables: string
}

/** docs/templates.md with the catalogue as the database has it between its two marks. */
export async function templatesPage(client: Client): Promise<string> {
  // 12 hours, not 12:00:00
  await client.query('set intervalstyle = postgres_verbose')
  const { rows } = await client.query<Event>(`
    select c.key as category, c.label, c.is_critical, e.key, e.label as says, e.priority::text, ltrim(e.ttl::text, '@ ') as ttl,
      (select string_agg(case n when 'in_app' then 'app' when 'web_push' then 'push' when 'sms' then 'SMS' else 'mail' end, ' ' order by n)
        from unnest(e.channels) n) as channels,
      concat_ws(', ', 'SMS after ' || ltrim(e.escalate_after::text, '@ '), 'gathered for ' || ltrim(e.digest_window::text, '@ ')) as more,
      (select string_agg('\`' || v || '\`', ' ' order by i) from unnest(e.variables) with ordinality w (v, i)) as variables
    from public.event_types e join public.notification_categories c on c.key = e.category order by c.position, c.key, e.key`)
  await client.query('reset intervalstyle')
  const sections = [...new Set(rows.map(({ category }) => category))].map((category) => {
    const events = rows.filter((row) => row.category === category)
    const [first] = events as [Event]
    const lines = events.map(
      (e) =>
        `| \`${e.key}\` | ${e.says} | ${e.priority} | ${e.ttl} | ${e.channels}${e.more ? ` (${e.more})` : ''} | ${e.variables} |`,
    )
    return [
      `### ${first.label} (\`${first.category}\`${first.is_critical ? ', critical' : ''})`,
      '',
      '| event | says | priority | worth sending for | channels | variables |',
      '|---|---|---|---|---|---|',
      ...lines,
    ].join('\n')
  })
  const [before, rest = ''] = read('docs/templates.md').split(begin)
  const after = rest.split(end)[1]
  if (after === undefined)
    throw new Error('docs/templates.md has lost the marks between which the events stand')
  return `${before}${begin}\n${rows.length} events.\n\n${sections.join('\n\n')}\n\n${end}${after}`
}
