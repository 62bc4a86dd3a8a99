import { ChevronDown } from 'lucide-react'
import { Link } from 'react-router'
import { listText } from '../../lib/format.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import type { Entry } from './audit-query.ts'
import { changesOf, hidden, pathOf } from './entry.ts'
import { auditNames, nameIn } from './words/names.ts'
import { auditWords } from './words.ts'

function Value({ text }: { text: string | null }) {
  const words = auditWords.use()
  if (text === null) return <span className="text-ink-faint">{words.nothing}</span>
  if (text === hidden) return <span className="text-ink-faint italic">{words.hidden}</span>
  return <span dir="auto">{text}</span>
}

function Changes({ entry }: { entry: Entry }) {
  const words = auditWords.use()
  const names = auditNames.use()
  return (
    <table
      aria-label={words.changes(nameIn(names.tables, entry.table_name))}
      className="w-full table-fixed text-13"
    >
      <thead className="text-ink-soft">
        <tr>
          {[words.column, words.before, words.after].map((name) => (
            <th key={name} scope="col" className="py-1.5 pe-3 text-start font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-t border-line">
        {changesOf(entry).map(({ column, before, after }) => (
          <tr key={column}>
            <th scope="row" className="py-1.5 pe-3 text-start align-top font-normal wrap-anywhere">
              <bdi>{nameIn(names.columns, column)}</bdi>
            </th>
            <td className="py-1.5 pe-3 align-top wrap-anywhere">
              <Value text={before} />
            </td>
            <td className="py-1.5 align-top wrap-anywhere">
              <Value text={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One change: who, what and when; opened, the columns as they were and are. */
export function EntryRow({ entry, now }: { entry: Entry; now: Date }) {
  const words = auditWords.use()
  const names = auditNames.use()
  const at = new Date(entry.at)
  const who = entry.actor_kind === 'admin' ? words.admin : (entry.actor_name ?? words.gone)
  const path = pathOf(entry)
  return (
    <li className="border-b border-line last:border-0">
      <details className="group">
        <summary
          data-list-link
          className="flex min-h-14 cursor-pointer list-none items-center gap-3 px-3 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2 sm:px-4 [&::-webkit-details-marker]:hidden"
        >
          <Avatar name={who} size="small" />
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="flex items-baseline justify-between gap-3">
              <span dir="auto" className="truncate font-semibold">
                {who}
                {entry.actor_kind === 'admin' && (
                  <span className="font-normal text-ink-soft"> {words.adminDetail(entry.database_role)}</span>
                )}
              </span>
              <time dateTime={entry.at} title={fullText(at)} className="shrink-0 text-13 text-ink-faint">
                {timeText(at, now)}
              </time>
            </span>
            <span className="text-13 text-ink-soft wrap-anywhere">
              {words.did(
                nameIn(names.calls, entry.call ?? ''),
                words.verbs[entry.verb] ?? entry.verb,
                nameIn(names.tables, entry.table_name),
              )}
              {entry.verb === 'updated' && (
                <span className="text-ink-faint">
                  {' '}
                  {words.fields(
                    listText(changesOf(entry).map(({ column }) => nameIn(names.columns, column))),
                  )}
                </span>
              )}
              {entry.person_name && <> · {words.about(entry.person_name)}</>}
            </span>
          </span>
          <ChevronDown size={18} aria-hidden className="fold-mark" />
        </summary>
        <div className="flex flex-col gap-3 px-3 pb-4 sm:ps-14 sm:pe-4">
          <Changes entry={entry} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <code dir="ltr" className="text-12 text-ink-faint wrap-anywhere">
              {entry.call} {entry.table_name} {entry.row_key}
            </code>
            {path && (
              <Link to={path} className={buttonClasses('secondary')}>
                {words.open}
              </Link>
            )}
          </div>
        </div>
      </details>
    </li>
  )
}
