/** What to be told, and how: categories down, channels across. */
export function PreferencesSection() {
  return null
}
