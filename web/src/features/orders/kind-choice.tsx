import type { OrderKind } from '../../lib/rows.ts'
import { KindIcon } from './kind-icon.tsx'
import { kinds } from './status.ts'
import { ordersWords } from './words/orders.ts'
import { placeWords } from './words/place.ts'

/** What kind of order it is, as a row of radio buttons. */
export function KindChoice({ initial, error }: { initial: OrderKind; error: string | undefined }) {
  const { kind: names } = ordersWords.use()
  const words = placeWords.use()
  return (
    <fieldset>
      <legend className="mb-1.5 text-13 font-medium text-ink-soft">{words.kind}</legend>
      <div className="grid grid-cols-3 gap-2 sm:grid-cols-5">
        {kinds.map((kind) => (
          <label
            key={kind}
            className="flex min-h-11 cursor-pointer flex-col items-center gap-1 rounded-control border border-line bg-surface px-2 py-3 text-13 font-medium transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="kind"
              value={kind}
              defaultChecked={kind === initial}
              className="sr-only"
            />
            <KindIcon kind={kind} isBare />
            {names[kind]}
          </label>
        ))}
      </div>
      {error && <p className="text-13 text-bad">{error}</p>}
    </fieldset>
  )
}
