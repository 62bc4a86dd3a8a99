import { PackageOpen, Plus, Search } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import type { PersonRole } from '../../lib/rows.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { Button } from '../../ui/button.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { IncomingOrders } from './incoming-orders.tsx'
import { OrderList, OrderListSkeleton } from './order-list.tsx'
import { type Order, useClosedOrders, useOpenOrders } from './orders.ts'
import { ordersWords, type Words } from './words/orders.ts'

function matches(order: Order, wanted: string, words: Words): boolean {
  const text = [
    order.number,
    words.kind[order.kind],
    words.status[order.status],
    order.pickup_address,
    order.dropoff_address,
  ]
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.some((part) => part.toLowerCase().includes(word)))
}

function PlaceOrderButton() {
  const navigate = useNavigate()
  return (
    <Button icon={<Plus size={20} aria-hidden />} onClick={() => navigate(paths.placeOrder)}>
      {ordersWords.use().placeOrder}
    </Button>
  )
}

/** Everything a person has to do with, by role: what is new for a partner, what is under way, what is done. */
export function OrdersPane({ personId, role }: { personId: string; role: PersonRole }) {
  const words = ordersWords.use()
  const open = useOpenOrders()
  const closed = useClosedOrders()
  const isOnline = useOnline()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)

  const lists = useMemo(() => {
    const shown = (orders: readonly Order[]) => orders.filter((order) => matches(order, wanted, words))
    const isMine = (order: Order) => order.partner_id === personId || order.customer_id === personId
    const all = open.data ?? []
    return {
      incoming: role === 'partner' ? shown(all.filter((order) => !isMine(order))) : [],
      active: shown(role === 'partner' ? all.filter(isMine) : all),
      done: shown(closed.data?.pages.flat() ?? []),
    }
  }, [open.data, closed.data, wanted, personId, role, words])
  const isEmpty = lists.incoming.length + lists.active.length + lists.done.length === 0
  const isNew = Boolean(open.data && isEmpty && !wanted)
  const isFailed = open.isError && !open.data

  return (
    <div ref={pane} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 border-b border-line p-4">
        <div className="flex min-h-11 items-center justify-between gap-3">
          <h1 className="text-20">{words.title}</h1>
          {role === 'customer' && !open.isPending && !isNew && <PlaceOrderButton />}
        </div>
        {(role === 'staff' || lists.done.length > 6 || typed) && (
          <label className="relative">
            <span className="sr-only">{words.search}</span>
            <Search size={20} aria-hidden className="absolute start-3 top-3 text-ink-faint" />
            <input
              type="search"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={words.searchHint}
              className="h-11 w-full rounded-control bg-sunken ps-10 pe-3 placeholder:text-ink-faint max-md:text-[16px]"
            />
          </label>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-1 pb-6">
        {open.isPending && isOnline && (
          <Waiting label={words.loading}>
            <OrderListSkeleton />
          </Waiting>
        )}
        {open.isPending && !isOnline && <EmptyState title={words.loadsWhenOnline} />}
        {isFailed && (
          <ErrorState
            title={words.failed}
            detail={sentenceFor(open.error)}
            onRetry={() => void open.refetch()}
          />
        )}
        {lists.incoming.length > 0 && <IncomingOrders orders={lists.incoming} />}
        {lists.active.length > 0 && <OrderList title={words.underWay} orders={lists.active} />}
        {lists.done.length > 0 && <OrderList title={words.done} orders={lists.done} />}
        {closed.hasNextPage && (
          <div className="flex justify-center p-3">
            <Button
              look="quiet"
              isBusy={closed.isFetchingNextPage}
              onClick={() => void closed.fetchNextPage()}
            >
              {words.older}
            </Button>
          </div>
        )}
        {isNew && <NothingYet role={role} />}
        {open.data && isEmpty && wanted && (
          <EmptyState
            title={words.noMatch(wanted)}
            action={
              <Button look="secondary" onClick={() => setTyped('')}>
                {words.clearSearch}
              </Button>
            }
          />
        )}
      </div>
    </div>
  )
}

function NothingYet({ role }: { role: PersonRole }) {
  const words = ordersWords.use()
  return (
    <EmptyState
      icon={<PackageOpen size={20} aria-hidden />}
      title={words.nothingYet[role]}
      action={role === 'customer' ? <PlaceOrderButton /> : undefined}
    />
  )
}
