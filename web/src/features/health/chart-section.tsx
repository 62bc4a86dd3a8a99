import { useMutation } from '@tanstack/react-query'
import { ChartColumn, Download, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { saveFile } from '../../lib/save-file.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.tsx'
import { fetchCsv } from './health-query.ts'
import { healthWords } from './words.ts'

/** The same figures in rows, for whoever reads them better so. The first column names the row. */
export type Figures = { head: readonly string[]; rows: readonly (readonly string[])[] }

function FigureTable({ caption, head, rows }: Figures & { caption: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      aria-label={caption}
      className="max-h-96 overflow-auto rounded-control border border-line"
    >
      <table className="tabular w-full text-13">
        <thead className="sticky top-0 bg-raised">
          <tr>
            {head.map((name, i) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-2 font-semibold whitespace-nowrap ${i === 0 ? 'text-start' : 'text-end'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')} className="border-t border-line">
              {row.map((value, i) =>
                i === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other name than its place
                  <th key={i} scope="row" dir="auto" className="px-3 py-2 text-start font-normal">
                    {value}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={i} className="px-3 py-2 text-end whitespace-nowrap">
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Charts under one title, their figures as a table one press away, and the view behind them as CSV. */
export function ChartSection({
  title,
  detail,
  view,
  figures,
  children,
}: {
  title: string
  detail: string
  view: string
  figures: Figures
  children: ReactNode
}) {
  const words = healthWords.use()
  const [isTable, setTable] = useState(false)
  const csv = useMutation({
    mutationFn: () => fetchCsv(view),
    onSuccess: (text) => saveFile(text, `orderline-${view.replaceAll('_', '-')}.csv`, 'text/csv'),
    onError: (error) => void showToast(sentenceFor(error)),
  })
  return (
    <Section
      title={title}
      detail={detail}
      control={
        <div className="-me-2 -mt-2 flex shrink-0">
          <IconButton
            label={isTable ? words.showChart : words.showTable}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? <ChartColumn size={20} aria-hidden /> : <Table2 size={20} aria-hidden />}
          </IconButton>
          <IconButton label={words.download(title)} disabled={csv.isPending} onClick={() => csv.mutate()}>
            <Download size={20} aria-hidden />
          </IconButton>
        </div>
      }
    >
      <div className="mt-4">
        {isTable && figures.rows.length > 0 ? <FigureTable caption={title} {...figures} /> : children}
      </div>
    </Section>
  )
}
