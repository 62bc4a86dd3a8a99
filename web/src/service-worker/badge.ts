type BadgeTarget = {
  setAppBadge?: (count?: number) => Promise<void>
  clearAppBadge?: () => Promise<void>
}

/** Puts the number on the app's icon where the browser can; null leaves it as it is. Never fails. */
export async function showBadge(target: BadgeTarget, count: number | null): Promise<void> {
  if (count === null) return
  const done = count > 0 ? target.setAppBadge?.(count) : target.clearAppBadge?.()
  await done?.catch(() => undefined)
}
