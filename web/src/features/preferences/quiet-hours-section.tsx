/** When not to be disturbed. */
export function QuietHoursSection() {
  return null
}
