/**
 * Runs while no other tab of this browser does the same, named by `name`; `onWait` when one does. Ends with `signal`. Where
 * the browser has no locks it runs at once.
 */
export async function onceAlone(
  name: string,
  signal: AbortSignal,
  onWait: () => void,
  run: () => Promise<void>,
): Promise<void> {
  if (!navigator.locks) return run()
  const { held } = await navigator.locks.query()
  if (signal.aborted) return
  if (held?.some((lock) => lock.name === name)) onWait()
  await navigator.locks.request(name, { signal }, run)
}
