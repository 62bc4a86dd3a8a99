/** Shows which message was gone to: in the middle of the view, lit for a moment, and with the focus. */
export function lightUp(row: HTMLElement, isFocused = true): void {
  row.scrollIntoView({ block: 'center' })
  row.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], 1600)
  if (isFocused) row.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true })
}
