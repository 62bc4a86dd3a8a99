import { type KeyboardEvent, useCallback, useRef } from 'react'

/** Up and down walk from the search field through what was found, and back; Enter in the field opens the first. */
export function useListArrows() {
  const box = useRef<HTMLDivElement>(null)
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const field = box.current?.querySelector<HTMLElement>('input[type=search]')
    const links = [...(box.current?.querySelectorAll<HTMLElement>('[data-list-link]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    const isInField = document.activeElement === field
    if (at < 0 && !isInField) return
    if (event.key === 'Enter' && isInField && !event.nativeEvent.isComposing) links[0]?.click()
    else if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === 'ArrowUp' && at > 0) links[at - 1]?.focus()
    else if (event.key === 'ArrowUp' && at === 0) field?.focus()
    else return
    event.preventDefault()
  }, [])
  return { box, onKeyDown }
}
