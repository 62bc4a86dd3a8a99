import { type RefObject, useEffect } from 'react'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

/** j and k walk through the list, / goes to its search; not while somebody types or a dialog is open. */
export function useListKeys(pane: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '/') {
        const search = pane.current?.querySelector<HTMLInputElement>('input[type=search]')
        if (!search) return
        event.preventDefault()
        search.focus()
      } else if (event.key === 'j' || event.key === 'k') {
        const links = [...(pane.current?.querySelectorAll<HTMLElement>('[data-list-link]') ?? [])]
        const focused = links.indexOf(document.activeElement as HTMLElement)
        const at = focused < 0 ? links.findIndex((link) => link.ariaCurrent === 'page') : focused
        const next = at < 0 ? 0 : at + (event.key === 'j' ? 1 : -1)
        links[Math.max(0, Math.min(links.length - 1, next))]?.focus()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [pane])
}
