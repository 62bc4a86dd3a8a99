/** Hands a text to the browser as a file. */
export function saveFile(
  text: string,
  name: string,
  type: 'application/json' | 'text/csv' | 'text/calendar',
): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // the browser reads it after this turn
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
