import { useState } from 'react'
import type { InboxFilter } from './inbox-filter.ts'
import type { Target } from './inbox-source.ts'
import { momentAfter, type Notification } from './notification.ts'

/** What is ticked in a list: some, or all that the filter showed when "all" was pressed. */
export function useSelection(filter: InboxFilter, list: readonly Notification[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [before, setBefore] = useState<string | null>(null)
  // what has left the list, in this tab or another, is not selected any more
  const there = list.filter(({ id }) => ids.has(id)).map(({ id }) => id)
  const has = (one: Notification) => (before !== null && one.inbox_at < before) || ids.has(one.id)
  const clear = () => {
    setIds(new Set())
    setBefore(null)
  }
  const newest = list[0]
  return {
    count: there.length,
    isAll: before !== null,
    has,
    clear,
    selectAll: () => newest && setBefore(momentAfter(newest)),
    select(one: Notification, isSelected: boolean) {
      // taking one out of "all" leaves those that are on the screen
      const next = new Set(before !== null ? list.filter(has).map(({ id }) => id) : there)
      if (isSelected) next.add(one.id)
      else next.delete(one.id)
      setBefore(null)
      setIds(next)
    },
    target: (): Target => (before !== null ? { filter, before } : { ids: there }),
  }
}

export type Selection = ReturnType<typeof useSelection>
