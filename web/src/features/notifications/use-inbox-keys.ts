import { useEffect, useRef } from 'react'
import type { Action, Target } from './inbox-source.ts'
import type { Notification } from './notification.ts'
import type { Selection } from './use-selection.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox])'))

/**
 * The inbox by keyboard: j and k walk, x selects, e archives, u turns read into unread and back, Enter opens.
 * e and u are about what is selected, else about where one stands. Not while somebody types or a dialog is open.
 */
export function useInboxKeys({
  list,
  selection,
  act,
  focus,
}: {
  list: readonly Notification[]
  selection: Selection
  act: (action: Action, target: Target) => void
  /** Brings a notification into view and gives it the focus. */
  focus: (id: string) => void
}) {
  const latest = useRef({ list, selection, act, focus })
  useEffect(() => {
    latest.current = { list, selection, act, focus }
  })
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open], [role=dialog]')) return
      const { list, selection, act, focus } = latest.current
      const standing = document.activeElement?.closest<HTMLElement>('[data-notification]')
      const at = list.findIndex(({ id }) => id === standing?.dataset.notification)
      const current = list[at]
      const isBulk = selection.count > 0 || selection.isAll
      const target = isBulk ? selection.target() : current && { ids: [current.id] }
      const step = (by: number) => {
        const next = list[at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by))]
        if (next) focus(next.id)
      }
      if (event.key === 'j') step(1)
      else if (event.key === 'k') step(-1)
      else if (event.key === 'x' && current) selection.select(current, !selection.has(current))
      else if ((event.key === 'e' || event.key === 'u') && target) {
        const first = current ?? list.find((one) => selection.has(one))
        const turned = first?.read_at === null ? 'read' : 'unread'
        const put = first?.archived_at ? 'unarchive' : 'archive'
        act({ name: event.key === 'e' ? put : turned }, target)
        if (event.key === 'e' && !isBulk && list.length > 1) step(at + 1 < list.length ? 1 : -1)
        if (isBulk) selection.clear()
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
