import { type RefObject, useEffect } from 'react'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

/** j and k walk through the list, / goes to its search and ↓ from there into the list; else not while somebody types or a dialog is open. */
export function useListKeys(pane: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function links() {
      return [...(pane.current?.querySelectorAll<HTMLElement>('[data-list-link]') ?? [])]
    }
    function onKey(event: KeyboardEvent) {
      const search = pane.current?.querySelector<HTMLInputElement>('input[type=search]')
      if (event.key === 'ArrowDown' && search && event.target === search && !event.isComposing) {
        event.preventDefault()
        links()[0]?.focus()
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '/') {
        if (!search) return
        event.preventDefault()
        search.focus()
      } else if (event.key === 'j' || event.key === 'k') {
        const all = links()
        const focused = all.indexOf(document.activeElement as HTMLElement)
        const at = focused < 0 ? all.findIndex((link) => link.ariaCurrent === 'page') : focused
        const next = at < 0 ? 0 : at + (event.key === 'j' ? 1 : -1)
        all[Math.max(0, Math.min(all.length - 1, next))]?.focus()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [pane])
}
