import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useConnection } from '../../lib/realtime.ts'
import { clockText } from '../../lib/time.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useWide } from '../../lib/use-media.ts'
import { BottomSheet } from '../../ui/bottom-sheet.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FleetMap } from './fleet-map.tsx'
import { OperationCard } from './operation-card.tsx'
import { OperationsList, OperationsTools } from './operations-list.tsx'
import { type OperationsView, useOperationsView } from './use-operations-view.ts'
import { operationsWords } from './words.ts'

const peekPx = 148

/** Whether what is seen is live; without a connection it says of when it is. */
function LiveState({ view }: { view: OperationsView }) {
  const words = operationsWords.use()
  const isOnline = useOnline()
  const connection = useConnection()
  const { data, dataUpdatedAt } = view.query
  if (!data) return null
  const isLive = isOnline && connection === 'live'
  return (
    <p role="status" className="inline-flex items-center gap-1.5 text-13 text-ink-soft">
      <span
        aria-hidden
        className={classNames('size-2 rounded-full', isLive ? 'bg-good' : 'border-2 border-line-strong')}
      />
      {isLive
        ? words.live
        : (isOnline ? words.connecting : words.offlineSince)(clockText(new Date(dataUpdatedAt)))}
    </p>
  )
}

function Title({ view }: { view: OperationsView }) {
  const words = operationsWords.use()
  return (
    <div className="flex min-h-8 items-center justify-between gap-2">
      <h1 className="text-17">{words.title}</h1>
      <LiveState view={view} />
    </div>
  )
}

/** Esc closes the card and goes back to its row. */
function useEscape(isOn: boolean, close: () => void) {
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      onEscape()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
}

const focusRow = (pane: RefObject<HTMLElement | null>, id: string) =>
  // the list is back in the page with the next frame
  requestAnimationFrame(() =>
    requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`[data-order="${id}"]`)?.focus()),
  )

/** All orders under way. Wide: list, map and card side by side; on a phone the map, with a sheet that has the list or the card. */
export function OperationsBoard({
  chosenId,
  about,
}: {
  chosenId: string | null
  about: (orderId: string) => ReactNode
}) {
  const words = operationsWords.use()
  const view = useOperationsView()
  const isWide = useWide()
  const navigate = useNavigate()
  const { search } = useLocation()
  const [coveredPx, setCoveredPx] = useState(peekPx)
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)
  const chosen = view.all.find(({ order_id }) => order_id === chosenId) ?? null
  function close() {
    void navigate({ pathname: paths.operations, search })
    if (chosenId) focusRow(pane, chosenId)
  }
  useEscape(chosenId !== null, close)
  const map = (
    <FleetMap
      // the chosen one stays on the map when a filter leaves it out of the list
      shown={chosen && !view.list.includes(chosen) ? [...view.list, chosen] : view.list}
      chosen={chosen}
      coveredPx={isWide ? 0 : coveredPx}
      onChoose={(id) => void navigate({ pathname: paths.operation(id), search })}
    />
  )
  const card = chosenId && view.query.data && (
    <OperationCard orderId={chosenId} one={chosen} now={view.now} about={about(chosenId)} onClose={close} />
  )
  if (isWide) {
    return (
      <div ref={pane} className="flex min-h-0 flex-1">
        <div className="flex min-h-0 w-88 shrink-0 flex-col border-e border-line bg-surface">
          <header className="flex flex-col gap-2 border-b border-line p-3">
            <Title view={view} />
            <OperationsTools view={view} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
            <OperationsList view={view} chosenId={chosenId} />
          </div>
        </div>
        <div className="relative min-w-0 flex-1">{map}</div>
        {card && (
          <aside
            aria-label={words.order}
            className="w-84 shrink-0 overflow-y-auto border-s border-line bg-surface p-4 motion-safe:animate-[appear_150ms_var(--ease-out)]"
          >
            {card}
          </aside>
        )}
      </div>
    )
  }
  return (
    <div ref={pane} className="relative min-h-0 flex-1 overflow-hidden">
      {map}
      <BottomSheet label={words.list} peekPx={peekPx} onHeight={setCoveredPx}>
        {card ? (
          <>
            <h1 className="sr-only">{words.title}</h1>
            {card}
          </>
        ) : (
          <div className="flex flex-col gap-2">
            <Title view={view} />
            <OperationsTools view={view} />
            <OperationsList view={view} chosenId={null} />
          </div>
        )}
      </BottomSheet>
    </div>
  )
}
