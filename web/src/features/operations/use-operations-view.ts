import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useNow } from '../../lib/use-now.ts'
import { countsOf, type Filter, isFilter, isSort, listOf, type Sort, standingOf } from './operation-state.ts'
import { useOperations } from './operations-query.ts'

/** The orders as they are looked at: what is searched, filtered and sorted. Filter and order stand in the address. */
export function useOperationsView() {
  const query = useOperations()
  const now = useNow(5_000)
  const [params, setParams] = useSearchParams()
  const asked = params.get('show')
  const filter: Filter = isFilter(asked) ? asked : 'all'
  const wish = params.get('sort')
  const sort: Sort = isSort(wish) ? wish : 'attention'
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim())
  const all = useMemo(
    () => query.data?.operations.map((one) => standingOf(one, now.getTime())) ?? [],
    [query.data, now],
  )
  const list = useMemo(() => listOf(all, { filter, words: wanted, sort }), [all, filter, wanted, sort])
  const counts = useMemo(() => countsOf(all), [all])
  const put = (name: string, value: string, usual: string) =>
    setParams(
      (last) => {
        if (value === usual) last.delete(name)
        else last.set(name, value)
        return last
      },
      { replace: true },
    )
  return {
    query,
    now,
    all,
    list,
    counts,
    filter,
    setFilter: (next: Filter) => put('show', next, 'all'),
    sort,
    setSort: (next: Sort) => put('sort', next, 'attention'),
    words,
    setWords,
    wanted,
  }
}
export type OperationsView = ReturnType<typeof useOperationsView>
